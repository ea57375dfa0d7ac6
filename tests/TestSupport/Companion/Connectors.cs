using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Companion;

/// <summary>Connectors for tests.</summary>
internal static class Connectors
{
    /// <summary>The name that <see cref="Resolving"/> knows.</summary>
    public const string HostName = "several-addresses.test";

    public static OutboundConnector With(Action<OutboundConnectorOptions> configure, params IPEndPoint[] sources)
    {
        var options = new OutboundConnectorOptions();
        foreach (IPEndPoint source in sources)
        {
            options.Sources.Add(source);
        }

        configure(options);
        return new OutboundConnector(options);
    }

    public static IPEndPoint AnyPort(string address) => new(IPAddress.Parse(address), 0);

    /// <summary>Has the name's addresses found without a resolver.</summary>
    public static void Resolving(this OutboundConnectorOptions options, params IPAddress[] addresses)
    {
        options.Resolve = (_, family) => OfFamily(family);
        options.ResolveAsync = (_, family, _) => Task.FromResult(OfFamily(family));

        IPAddress[] OfFamily(AddressFamily family) =>
            [.. addresses.Where(address => family == AddressFamily.Unspecified || address.AddressFamily == family)];
    }

    /// <summary>Gives each socket the range, of its own.</summary>
    public static void InRange(this OutboundConnectorOptions options, LocalPortRange range) =>
        options.ConfigureSocket = socket => Assert.True(socket.TrySetLocalPortRange(range.Low, range.High));

    /// <summary>Connects to the destinations in turn, and keeps every connection, until no port is left.</summary>
    public static PortException UseUp(this OutboundConnector connector, SocketList sockets, IReadOnlyList<IPEndPoint> destinations)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                sockets.Add(connector.Connect(destinations[i % destinations.Count]));
            }
        }
        catch (PortException e)
        {
            return e;
        }
    }
}
