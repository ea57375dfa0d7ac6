using System.Net;
using PortReuse;
using Samples;

namespace Crawler;

/// <summary>The same through <see cref="OutboundConnector"/>, which takes the addresses in turn by itself.</summary>
internal static class SourcedHandler
{
    public static SocketsHttpHandler Create(IPAddress[] sources, SmallPortRange range)
    {
        var options = new OutboundConnectorOptions { ConfigureSocket = range.ApplyTo };
        foreach (IPAddress source in sources)
            options.Sources.Add(new IPEndPoint(source, 0));

        return new SocketsHttpHandler().ConnectFrom(new OutboundConnector(options));
    }
}
