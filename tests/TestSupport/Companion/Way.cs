using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Companion;

/// <summary>The two ways to connect by a connector, by the name that a test shows.</summary>
internal static class Way
{
    public const string Connect = nameof(OutboundConnector.Connect);
    public const string ConnectAsync = nameof(OutboundConnector.ConnectAsync);

    public static readonly string[] Both = [Connect, ConnectAsync];

    public static async Task<Socket> By(string way, OutboundConnector connector, EndPoint remote) => way switch
    {
        Connect => connector.Connect(remote),
        ConnectAsync => await connector.ConnectAsync(remote),
        _ => throw new ArgumentOutOfRangeException(nameof(way), way, "No such way."),
    };
}
