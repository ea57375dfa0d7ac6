using System.Net;
using System.Net.Sockets;

namespace Proxy;

/// <summary>A connection to the origin from a chosen address, as it is often written.</summary>
internal static class OriginConnection
{
    public static async ValueTask<Stream> OpenAsync(IPAddress source, Target target, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(target.Addresses, target.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
