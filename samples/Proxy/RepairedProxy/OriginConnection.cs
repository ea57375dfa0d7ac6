using System.Net;
using System.Net.Sockets;
using PortReuse;

namespace Proxy;

/// <summary>The same through <see cref="OutboundConnector"/>: a fresh socket for each server, each bound to the address.</summary>
internal static class OriginConnection
{
    public static async ValueTask<Stream> OpenAsync(IPAddress source, Target target, CancellationToken cancellation)
    {
        var connector = new OutboundConnector(source);
        for (int i = 0; ; i++)
        {
            try
            {
                Socket socket = await connector.ConnectAsync(new IPEndPoint(target.Addresses[i], target.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < target.Addresses.Length)
            {
                // The next server may answer.
            }
        }
    }
}
