using System.Net;
using System.Net.Sockets;
using PortReuse.Connecting;

namespace PortReuse;

/// <summary>Connects from a chosen local address, or from several in turn, without wasting ephemeral ports.</summary>
/// <remarks>
/// <para>
/// Each attempt has a new socket, whose options, source and destination are set in the order that has an effect: the port is chosen at
/// the connect, where the system can (see <see cref="SocketExtensions.TrySetBindAddressNoPort"/>), so that one source address has as many
/// connections to each destination as there are ephemeral ports. No failure makes a socket lose its source.
/// </para>
/// <para>
/// The last of these ports costs about what the first one does. A connect otherwise looks at the ports of one parity first, and once they
/// are all used towards a destination, at thousands of used ones each time. On Linux each socket is therefore given the whole range as its
/// own (<c>IP_LOCAL_PORT_RANGE</c>, 1 to 65535), unless <see cref="OutboundConnectorOptions.ConfigureSocket"/> gives it another. It takes a
/// system call, and leaves no port out. Where the kernel goes by parity in a range of the socket's too, as before Linux 6.8, a few ports at
/// random are tried instead, a few times, and then the whole range; where it has no such option (before 6.3, with exceptions), all is as
/// without. Connects use the ports of both parities evenly then, so that a bind to port 0 of another program has to look at some of them
/// too.
/// </para>
/// <para>
/// A name is looked up, and the first of its addresses that answers is taken: those of IPv6 and IPv4 take turns, and the next attempt is
/// begun when the one before has failed or has not answered for <see cref="OutboundConnectorOptions.AttemptDelay"/> (Happy Eyeballs,
/// RFC 8305). The sockets of the others are closed before the connected one is returned.
/// </para>
/// <para>
/// A failure that has to do with the local address or port is a <see cref="PortException"/> with its cause. Where an argument or a source
/// is wrong, where a connect fails, ends late or is cancelled, no socket is left open. The object may be used from any thread, and holds
/// no resource of the system. What it does is counted by the meter <see cref="PortMetrics.MeterName"/>.
/// </para>
/// </remarks>
public sealed class OutboundConnector
{
    private readonly SourcesByFamily _sources;
    private readonly ConnectCall _call;

    /// <summary>Connects from one address, to destinations of its family, from a port of the system's choice.</summary>
    /// <param name="source">An address of this machine; the wildcard address of a family to leave the choice to the system.</param>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="source"/> is a multicast address, or the broadcast one.</exception>
    public OutboundConnector(IPAddress source)
        : this([new IPEndPoint(source ?? throw new ArgumentNullException(nameof(source)), 0)],
            new OutboundConnectorOptions(), nameof(source))
    {
    }

    /// <summary>Connects from one or several sources, each with its family's destinations.</summary>
    /// <param name="sources">As <see cref="OutboundConnectorOptions.Sources"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="sources"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="sources"/> is empty, or one of them is null, a multicast address, or the broadcast one.
    /// </exception>
    public OutboundConnector(params IPEndPoint[] sources)
        : this(sources, new OutboundConnectorOptions(), nameof(sources))
    {
    }

    /// <summary>Connects as the options say.</summary>
    /// <param name="options">The sources and the rest.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <see cref="OutboundConnectorOptions.Sources"/> is empty, or one of them is null, a multicast address, or the broadcast one.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <see cref="OutboundConnectorOptions.ConnectTimeout"/> is not positive, or <see cref="OutboundConnectorOptions.AttemptDelay"/> is
    /// negative, and neither is <see cref="Timeout.InfiniteTimeSpan"/>; or one is above 24 days.
    /// </exception>
    public OutboundConnector(OutboundConnectorOptions options)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Sources, options, nameof(options))
    {
    }

    private OutboundConnector(IEnumerable<IPEndPoint> sources, OutboundConnectorOptions options, string parameter)
    {
        _sources = new SourcesByFamily(sources, parameter);
        _call = new ConnectCall(_sources, options);
    }

    /// <summary>Connects to an address, or to a name.</summary>
    /// <param name="remote">An <see cref="IPEndPoint"/> or a <see cref="DnsEndPoint"/>, with a port from 1 to 65535.</param>
    /// <returns>A connected socket, which belongs to the caller.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="remote"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="remote"/> is of another kind, has port 0, or is of a family that there is no source of.
    /// </exception>
    /// <exception cref="InvalidOperationException"><see cref="OutboundConnectorOptions.ConfigureSocket"/> has bound the socket.</exception>
    /// <exception cref="PortException">
    /// The source address or port cannot be used; <see cref="PortException.Cause"/> says why. Of several sources, none can.
    /// </exception>
    /// <exception cref="SocketException">
    /// The connect failed; of several addresses, that to the last one. The name was not found. The time was up
    /// (<see cref="SocketError.TimedOut"/>).
    /// </exception>
    public Socket Connect(EndPoint remote) => Connect(remote, nameof(remote));

    /// <summary>Connects to a name, or to an address in its usual notation.</summary>
    /// <param name="host">A host name, or an address of IPv4 or IPv6.</param>
    /// <param name="port">The port, from 1 to 65535.</param>
    /// <returns>A connected socket, which belongs to the caller.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="host"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="host"/> is empty, or an address of a family that there is no source of.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not from 1 to 65535.</exception>
    /// <inheritdoc cref="Connect(EndPoint)" path="/exception[not(starts-with(@cref, 'T:System.Argument'))]"/>
    public Socket Connect(string host, int port) => Connect(Destination.Of(host, port), nameof(host));

    /// <summary>Connects to an address, or to a name.</summary>
    /// <inheritdoc cref="Connect(EndPoint)"/>
    /// <param name="remote">An <see cref="IPEndPoint"/> or a <see cref="DnsEndPoint"/>, with a port from 1 to 65535.</param>
    /// <param name="cancellationToken">Ends the connect. A socket that is connected by then is returned.</param>
    /// <returns>A connected socket, which belongs to the caller. To be awaited once.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<Socket> ConnectAsync(EndPoint remote, CancellationToken cancellationToken = default) =>
        ConnectAsync(remote, nameof(remote), cancellationToken);

    /// <summary>Connects to a name, or to an address in its usual notation.</summary>
    /// <inheritdoc cref="Connect(string, int)"/>
    /// <param name="host">A host name, or an address of IPv4 or IPv6.</param>
    /// <param name="port">The port, from 1 to 65535.</param>
    /// <param name="cancellationToken">Ends the connect. A socket that is connected by then is returned.</param>
    /// <returns>A connected socket, which belongs to the caller. To be awaited once.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<Socket> ConnectAsync(string host, int port, CancellationToken cancellationToken = default) =>
        ConnectAsync(Destination.Of(host, port), nameof(host), cancellationToken);

    /// <summary>
    /// Opens a connection for an <see cref="HttpClient"/>: to be assigned to <see cref="SocketsHttpHandler.ConnectCallback"/>.
    /// </summary>
    /// <remarks>
    /// As the handler's own connections, it sends without delay (<see cref="Socket.NoDelay"/>). The handler adds TLS where the request
    /// asks for it. HTTP/3 does not call it. See <see cref="SocketsHttpHandlerExtensions.ConnectFrom"/>.
    /// </remarks>
    /// <param name="context">What the handler wants to connect to.</param>
    /// <param name="cancellationToken">Ends the connect.</param>
    /// <returns>A stream that owns the connected socket.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <inheritdoc cref="ConnectAsync(EndPoint, CancellationToken)" path="/exception[not(starts-with(@cref, 'T:System.ArgumentNull'))]"/>
    public ValueTask<Stream> ConnectCallback(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return OpenStreamAsync(context, cancellationToken);
    }

    private Socket Connect(EndPoint remote, string parameter)
    {
        (var address, var name) = Destination.Of(remote, parameter);
        return address is not null
            ? _call.Connect(_sources.For(address, parameter), address)
            : _call.Connect(name!, Destination.FamilyToLookUp(name!, _sources, parameter));
    }

    private ValueTask<Socket> ConnectAsync(EndPoint remote, string parameter, CancellationToken cancellationToken)
    {
        (var address, var name) = Destination.Of(remote, parameter);
        var sources = address is null ? null : _sources.For(address, parameter);
        var family = name is null ? default : Destination.FamilyToLookUp(name, _sources, parameter);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Socket>(cancellationToken);
        }

        return address is not null
            ? _call.ConnectAsync(sources!, address, cancellationToken)
            : _call.ConnectAsync(name!, family, cancellationToken);
    }

    private async ValueTask<Stream> OpenStreamAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = await ConnectAsync(context.DnsEndPoint, nameof(context), cancellationToken).ConfigureAwait(false);
        try
        {
            socket.NoDelay = true;

            // The handler asks for it outside of what it catches, and a server may have reset the connection by then. Asked for here, a
            // reset is a failure to connect; the socket keeps the answer.
            _ = socket.RemoteEndPoint;
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
