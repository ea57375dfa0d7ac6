using System.Net;
using System.Net.Sockets;
using PortReuse;
using Samples;

namespace LoadGenerator;

/// <summary>The same with <see cref="SocketExtensions.BindForConnect"/>, which needs no option to share a port.</summary>
internal static class Client
{
    public static Socket Open(IPAddress source, IPEndPoint server, SmallPortRange range)
    {
        Socket socket = CreateSocket(range);
        try
        {
            socket.BindForConnect(new IPEndPoint(source, 0));
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
}
