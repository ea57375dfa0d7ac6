using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Connecting;
using PortReuse.Metering;
using PortReuse.Sharing;

namespace PortReuse;

/// <summary>A TCP port that is listened on and dialed from, as peers do that others are to reach at the port they see.</summary>
/// <remarks>
/// <para>
/// Between the shared ports of two peers there can be one connection at a time, as a connection is known by its two endpoints. When
/// both dial each other, this one results, and each side is given its end of it once:
/// </para>
/// <list type="bullet">
/// <item><description>
/// While a dial is under way, a connection that comes from the very endpoint that is dialed is the dial's
/// (<see cref="DialOutcome.Accepted"/>), and so is one that came before and that nobody has accepted yet.
/// <see cref="AcceptAsync"/> never sees it.
/// </description></item>
/// <item><description>
/// A connection that <see cref="AcceptAsync"/> has given away is the caller's. A dial to its remote endpoint is then one for a second
/// connection, as is a second dial: <see cref="DialPolicy.Require"/> throws with <see cref="PortErrorCause.DuplicateConnection"/>,
/// which tells that the caller has the connection already, and <see cref="DialPolicy.Prefer"/> connects from another port. Whoever wants
/// one connection for each peer, whatever happens, dials with <see cref="DialPolicy.Require"/>.
/// </description></item>
/// <item><description>
/// Where the peer's handshake has begun and not ended, the dial waits for it: at the longest until the system gives it up, about
/// a minute on Linux. A connect that is not answered ends when the peer's connection comes. A cancelled dial leaves that one to
/// <see cref="AcceptAsync"/>.
/// </description></item>
/// <item><description>
/// A reset that comes before the caller has the connection is taken for a dial that the peer has given up, and not for its answer: this
/// side dials again, up to eight times where the two dials had met, and once where nothing tells that they had.
/// </description></item>
/// <item><description>Of several dials to one peer, one is under way, and the others wait until it ends.</description></item>
/// </list>
/// <para>
/// A connection from another port is never part of that: where one side falls back to a fresh port while the other dials, each has made
/// one. A refusal, a time-out or a cancellation never leads to a fallback.
/// </para>
/// <para>
/// Nothing else may listen on the port: <see cref="Listen(IPEndPoint, SharedPortOptions?)"/> fails where something does (on Linux;
/// elsewhere the option that shares the port must be set before the bind, and another listener that has it too is not noticed). A program
/// of the same user can still join later with the same option, and then gets part of the connections.
/// </para>
/// <para>Every member may be called from any thread. Sockets that were handed over live on when this is disposed.</para>
/// <para>
/// Source: RFC 9293, 3.5; <c>socket(7)</c>. Proven on Linux; Windows, macOS and FreeBSD are served by the same calls, and were not
/// measured.
/// </para>
/// </remarks>
public sealed class SharedPort : IDisposable, IAsyncDisposable
{
    private readonly List<Socket> _listeners;
    private readonly IPEndPoint[] _locals;
    private readonly Arrivals _arrivals;
    private readonly PortDialer _dialer;
    private readonly CancellationTokenSource _disposing = new();
    private readonly CancellationToken _disposed;
    private readonly Task _pumps;
    private readonly UsesInProgress _dials = new();

    private SharedPort(List<Socket> listeners, SharedPortOptions options)
    {
        _listeners = listeners;
        _disposed = _disposing.Token;
        _locals = [.. listeners.Select(listener => CanonicalEndPoint.CopyOf((IPEndPoint)listener.LocalEndPoint!))];
        _arrivals = new Arrivals(options.MaxUnclaimed);
        _dialer = new PortDialer(_locals, _arrivals, options);
        OwnAddress.Prepare();

        // What is ambient to the caller is not to live as long as the listeners.
        using (ExecutionContext.SuppressFlow())
        {
            _pumps = Task.WhenAll(listeners.Select(listener => Task.Run(() => AcceptPump.RunAsync(listener, _arrivals, _disposed))));
        }
    }

    /// <summary>The local endpoint, the first one if there are several, with the port from 1 to 65535.</summary>
    public IPEndPoint LocalEndPoint => CanonicalEndPoint.CopyOf(_locals[0]);

    /// <summary>The local endpoints that are listened on, in the order in which they were given, all with the same port.</summary>
    public IReadOnlyList<IPEndPoint> LocalEndPoints => Array.ConvertAll(_locals, CanonicalEndPoint.CopyOf);

    /// <summary>Listens on a local endpoint.</summary>
    /// <param name="local">
    /// A local address, or the wildcard address of a family, for that family alone; and the port from 1 to 65535, or 0 to let the system
    /// choose one.
    /// </param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <returns>The shared port. It accepts connections already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="local"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="local"/> is of neither IPv4 nor IPv6, or is multicast or broadcast.</exception>
    /// <exception cref="PortException">
    /// The endpoint could not be bound to; the cause is <see cref="PortErrorCause.PortNotShared"/>, also where another program listens
    /// there, <see cref="PortErrorCause.AddressNotLocal"/> or <see cref="PortErrorCause.EphemeralPortsExhausted"/>.
    /// </exception>
    /// <exception cref="SocketException">
    /// The system has another reason; <see cref="SocketError.AccessDenied"/>: the port is privileged.
    /// </exception>
    public static SharedPort Listen(IPEndPoint local, SharedPortOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(local);
        return Listen([local], options, nameof(local));
    }

    /// <summary>Listens on several local endpoints, all with the same port.</summary>
    /// <remarks>
    /// A dial leaves from the one on the address that the route to the peer starts from; for a peer on a loopback address, from one on a
    /// loopback address; from the wildcard one, with the route's own address; or from the only one of the peer's family.
    /// </remarks>
    /// <param name="locals">
    /// The endpoints, each once: addresses, and wildcard addresses, of either family, with one port from 1 to 65535 or all with 0, for
    /// one of the system's choice.
    /// </param>
    /// <param name="options">Settings, or null for the defaults.</param>
    /// <inheritdoc cref="Listen(IPEndPoint, SharedPortOptions?)" path="/returns"/>
    /// <inheritdoc cref="Listen(IPEndPoint, SharedPortOptions?)" path="/exception[@cref='T:PortReuse.PortException']"/>
    /// <inheritdoc cref="Listen(IPEndPoint, SharedPortOptions?)" path="/exception[@cref='T:System.Net.Sockets.SocketException']"/>
    /// <exception cref="ArgumentNullException"><paramref name="locals"/> or one of them is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="locals"/> is empty, has an endpoint twice or endpoints with different ports, or one of neither IPv4 nor IPv6, or a
    /// multicast or broadcast one.
    /// </exception>
    public static SharedPort Listen(IEnumerable<IPEndPoint> locals, SharedPortOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(locals);
        return Listen(locals, options, nameof(locals));
    }

    /// <summary>Accepts a connection: the one that has waited for longest, or the next one that comes.</summary>
    /// <remarks>A connection that a dial wants is not among them; see the remarks of the class.</remarks>
    /// <param name="cancellationToken">Ends the wait. No connection is lost by it: the next call gets it.</param>
    /// <returns>A connected socket, to be disposed by the caller.</returns>
    /// <exception cref="ObjectDisposedException">The shared port is disposed, or is while this waits.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="SocketException">
    /// The system could not accept a connection, for want of file descriptors for instance. Accepting goes on, and the next call may
    /// succeed.
    /// </exception>
    public ValueTask<Socket> AcceptAsync(CancellationToken cancellationToken = default) => _arrivals.AcceptAsync(cancellationToken);

    /// <summary>Connects to a peer, or takes the connection that the peer makes at the same time.</summary>
    /// <param name="remote">The peer's address, and its port from 1 to 65535.</param>
    /// <param name="policy">Which local port the connection is to leave from.</param>
    /// <param name="cancellationToken">
    /// Ends the dial. No socket is left, and a connection of the peer goes to <see cref="AcceptAsync"/>.
    /// </param>
    /// <returns>The connection, and how it came about.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="remote"/> is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="remote"/> is of neither IPv4 nor IPv6, or has a wildcard address or port 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="policy"/> is none of the three.</exception>
    /// <exception cref="ObjectDisposedException">The shared port is disposed, or is while this waits.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="PortException">
    /// <see cref="PortErrorCause.SelfConnect"/>, with every policy: <paramref name="remote"/> is where this shared port listens. With
    /// <see cref="DialPolicy.Require"/>, <see cref="PortErrorCause.DuplicateConnection"/>: the caller has a connection between these
    /// endpoints, or it was closed a moment ago, or another program has it; <see cref="PortErrorCause.AddressNotLocal"/>: no local
    /// endpoint leads to the peer, or its address is not this machine's any more; <see cref="PortErrorCause.PortNotShared"/>. Otherwise,
    /// <see cref="PortErrorCause.EphemeralPortsExhausted"/>: there is no other port either.
    /// </exception>
    /// <exception cref="SocketException">The connect failed for another reason; the peer has refused it, for instance.</exception>
    public ValueTask<DialResult> DialAsync(
        IPEndPoint remote, DialPolicy policy = DialPolicy.Prefer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(remote);
        if (remote.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
        {
            throw new ArgumentException($"{remote} is of neither IPv4 nor IPv6.", nameof(remote));
        }

        if (remote.Port == 0 || Wildcard.Is(remote.Address))
        {
            throw new ArgumentException($"{remote} is no endpoint of a peer: it needs an address and a port.", nameof(remote));
        }

        if (policy is not (DialPolicy.Require or DialPolicy.Prefer or DialPolicy.Fresh))
        {
            throw new ArgumentOutOfRangeException(nameof(policy), policy, "There is no such policy.");
        }

        return DialCoreAsync(CanonicalEndPoint.CopyOf(remote), policy, cancellationToken);
    }

    /// <summary>
    /// Stops listening, ends every call that waits, and closes the unclaimed connections. It does not wait for the calls to end.
    /// </summary>
    public void Dispose()
    {
        // Under no lock: what waits for a dial may go on within this call. Each step does nothing the second time.
        _disposing.Cancel();
        _arrivals.Close();
        foreach (var listener in _listeners)
        {
            listener.Dispose();
        }
    }

    /// <summary>As <see cref="Dispose"/>, and waits until every socket is closed that was not handed over.</summary>
    /// <returns>A task that ends then.</returns>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _pumps.ConfigureAwait(false);
        await _dials.WaitForEndAsync().ConfigureAwait(false);
    }

    private static SharedPort Listen(IEnumerable<IPEndPoint> locals, SharedPortOptions? options, string parameter)
    {
        List<IPEndPoint> endPoints = [.. locals.Select(RequireIP)];
        if (endPoints.Count == 0)
        {
            throw new ArgumentException("There is no endpoint to listen on.", parameter);
        }

        if (endPoints.Exists(endPoint => endPoint.Port != endPoints[0].Port))
        {
            throw new ArgumentException("The endpoints have different ports; a shared port is one.", parameter);
        }

        if (endPoints.Distinct().Count() != endPoints.Count)
        {
            throw new ArgumentException("An endpoint is there twice.", parameter);
        }

        options = options?.Clone() ?? new SharedPortOptions();
        return new SharedPort(SharedListeners.Open(endPoints, options), options);

        IPEndPoint RequireIP(IPEndPoint local)
        {
            ArgumentNullException.ThrowIfNull(local, parameter);
            if (local.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            {
                throw new ArgumentException($"{local} is of neither IPv4 nor IPv6.", parameter);
            }

            UnicastAddress.Require(local.Address, parameter);
            return CanonicalEndPoint.CopyOf(local);
        }
    }

    private async ValueTask<DialResult> DialCoreAsync(IPEndPoint remote, DialPolicy policy, CancellationToken cancellationToken)
    {
        _dials.Begin();
        var begun = PortMeter.Begin();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            DialResult result;
            if (cancellationToken.CanBeCanceled)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed);
                result = await _dialer.DialAsync(remote, policy, either.Token).ConfigureAwait(false);
            }
            else
            {
                result = await _dialer.DialAsync(remote, policy, _disposed).ConfigureAwait(false);
            }

            var outcome = result.Outcome switch
            {
                DialOutcome.Accepted => PortMeter.Accepted,
                DialOutcome.SimultaneousOpen => PortMeter.SimultaneousOpen,
                DialOutcome.FreshPort => PortMeter.FreshPort,
                _ => PortMeter.Dialed,
            };
            PortMeter.Outcome(outcome, begun);
            return result;
        }
        catch (Exception e)
        {
            var told =
                e is not OperationCanceledException canceled ? e :
                cancellationToken.IsCancellationRequested ? CallersToken.Restore(canceled, cancellationToken) :
                _disposed.IsCancellationRequested ? new ObjectDisposedException(typeof(SharedPort).FullName, e) :
                e;
            PortMeter.Failure(told, begun);
            if (told == e)
            {
                throw;
            }

            throw told;
        }
        finally
        {
            _dials.End();
        }
    }
}
