using System.Net;
using System.Net.Sockets;
using PortReuse;
using Samples;

namespace PortExhaustion;

/// <summary>The same, with the one line that repairs it.</summary>
internal static class OutboundConnection
{
    public static Socket Open(IPAddress source, IPEndPoint destination, SmallPortRange range)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            range.ApplyTo(socket);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // Harmless now, and not needed.
            socket.BindForConnect(new IPEndPoint(source, 0));
            socket.Connect(destination);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
