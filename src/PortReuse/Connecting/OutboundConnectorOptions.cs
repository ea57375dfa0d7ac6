using System.Net;
using System.Net.Sockets;
using PortReuse.Connecting;

namespace PortReuse;

/// <summary>How an <see cref="OutboundConnector"/> connects. It takes a copy; a later change has no effect on it.</summary>
public sealed class OutboundConnectorOptions
{
    /// <summary>
    /// What to connect from: addresses of this machine, each with a port from 1 to 65535, or 0 for any. At least one is needed.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A destination is connected to from a source of its own family; a family without a source is not connected to. Several of one
    /// family take turns, and where one has no port left, or cannot be used, the others are tried at once, that with the fewest connections
    /// to the destination first.
    /// </para>
    /// <para>
    /// The wildcard address of a family (<see cref="IPAddress.Any"/>, <see cref="IPAddress.IPv6Any"/>) with port 0 lets the system choose
    /// both, and the socket is not bound.
    /// </para>
    /// </remarks>
    public IList<IPEndPoint> Sources { get; } = [];

    /// <summary>Sets options on each new socket, before it is bound; null for none. It must neither bind nor connect it.</summary>
    /// <remarks>
    /// It is called once for each address and source that is tried, and, on Linux before 6.8, for each part of the range that is. A port
    /// range that it sets (<see cref="SocketExtensions.TrySetLocalPortRange"/>) is kept. What it throws ends the connect, and the socket is
    /// disposed.
    /// </remarks>
    public Action<Socket>? ConfigureSocket { get; set; }

    /// <summary>
    /// How long a connect may take in all, the look-up of a name included; <see cref="Timeout.InfiniteTimeSpan"/>, the default, for as long
    /// as the system tries. The system's look-up of a name cannot be cut short in a synchronous connect.
    /// </summary>
    /// <remarks>When it has passed, the connect fails with <see cref="SocketError.TimedOut"/>.</remarks>
    public TimeSpan ConnectTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long the connect to one address of a name is waited for before the next one is begun beside it; 250 ms by default.
    /// <see cref="Timeout.InfiniteTimeSpan"/> begins it only when the one before has failed.
    /// </summary>
    /// <remarks>Source: RFC 8305, section 5, "Connection Attempt Delay": not under 10 ms, at most 2 s recommended.</remarks>
    public TimeSpan AttemptDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks up a name, for a family or for both (<see cref="AddressFamily.Unspecified"/>).</summary>
    internal Func<string, AddressFamily, CancellationToken, Task<IPAddress[]>> ResolveAsync { get; set; } = Dns.GetHostAddressesAsync;

    /// <inheritdoc cref="ResolveAsync"/>
    internal Func<string, AddressFamily, IPAddress[]> Resolve { get; set; } = Dns.GetHostAddresses;

    /// <summary>The ports among which the kernel looks; null for the best setting on it.</summary>
    internal PortSearch? Search { get; set; }
}
