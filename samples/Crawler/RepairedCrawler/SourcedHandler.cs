using System.Net;
using PortReuse;
using Samples;

namespace Crawler;

/// <summary>The same through <see cref="OutboundConnector"/>, which takes the addresses in turn by itself.</summary>
internal static class SourcedHandler
{
    public static SocketsHttpHandler Create(IPAddress[] sources, PortRange range)
    {
        var connector = new OutboundConnector(new OutboundConnectorOptions
        {
            Sources = [.. sources.Select(source => new IPEndPoint(source, 0))],
            ConfigureSocket = range.ApplyTo,
        });
        return new SocketsHttpHandler { ConnectCallback = connector.ConnectCallback };
    }
}
