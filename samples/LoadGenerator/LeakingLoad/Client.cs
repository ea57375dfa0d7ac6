using System.Net;
using System.Net.Sockets;
using Samples;

namespace LoadGenerator;

/// <summary>One connection, through helpers of the program's own, as it is often written.</summary>
internal static class Client
{
    public static Socket Open(IPAddress source, IPEndPoint server, SmallPortRange range)
    {
        Socket socket = CreateSocket(range);
        try
        {
            ReuseBind(socket, new IPEndPoint(source, 0));
            socket.Connect(server);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket CreateSocket(SmallPortRange range)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        range.ApplyTo(socket);
        return socket;
    }

    private static void ReuseBind(Socket socket, EndPoint local)
    {
        socket.ExclusiveAddressUse = false;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
    }
}
