using System.Net.Sockets;

namespace PortReuse.TestSupport.Kernel;

/// <summary>Options of a Linux socket by their numbers, written without the code under test.</summary>
internal static class RawOption
{
    public const int IpLevel = 0;            // IPPROTO_IP, linux/in.h
    public const int BindAddressNoPort = 24; // IP_BIND_ADDRESS_NO_PORT, linux/in.h
    public const int LocalPortRange = 51;    // IP_LOCAL_PORT_RANGE
    public const int WholeRange = unchecked((int)0xffff0001); // Its value for 1 to 65535: low | high << 16.
    public const int SocketLevel = 1;        // SOL_SOCKET, asm-generic/socket.h
    public const int ReuseAddress = 2;       // SO_REUSEADDR
    public const int ReusePort = 15;         // SO_REUSEPORT

    public static void Set(Socket socket, int level, int option) =>
        socket.SetRawSocketOption(level, option, BitConverter.GetBytes(1));

    public static int Get(Socket socket, int level, int option)
    {
        var value = new byte[sizeof(int)];
        Assert.Equal(value.Length, socket.GetRawSocketOption(level, option, value));
        return BitConverter.ToInt32(value);
    }
}
