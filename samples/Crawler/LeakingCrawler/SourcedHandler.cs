using System.Net;
using System.Net.Sockets;
using Samples;

namespace Crawler;

/// <summary>Connections from several source addresses in turn, as they are often written.</summary>
internal static class SourcedHandler
{
    public static SocketsHttpHandler Create(IPAddress[] sources, SmallPortRange range)
    {
        uint turn = 0;
        return new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                IPAddress source = sources[Interlocked.Increment(ref turn) % sources.Length];
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    range.ApplyTo(socket);
                    socket.Bind(new IPEndPoint(source, 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
    }
}
