using System.Net;
using System.Net.Sockets;
using Samples;

namespace PortExhaustion;

/// <summary>A connection from a chosen source address, as it is often written.</summary>
internal static class OutboundConnection
{
    public static Socket Open(IPAddress source, IPEndPoint destination, SmallPortRange range)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            range.ApplyTo(socket);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // Meant to share the port. It does not.
            socket.Bind(new IPEndPoint(source, 0));
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
