using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Metering;

namespace PortReuse.Connecting;

/// <summary>One call to connect: its time, its count, and the way it goes about it.</summary>
internal sealed class ConnectCall
{
    private readonly SourcesByFamily _sources;
    private readonly SocketOpener _opener;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _delay;
    private readonly Func<string, AddressFamily, CancellationToken, Task<IPAddress[]>> _resolveAsync;
    private readonly Func<string, AddressFamily, IPAddress[]> _resolve;

    public ConnectCall(SourcesByFamily sources, OutboundConnectorOptions options)
    {
        if (options.ConnectTimeout == TimeSpan.Zero || !IsTime(options.ConnectTimeout))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.ConnectTimeout, "ConnectTimeout must be above 0, at most 24 days, or infinite.");
        }
        if (!IsTime(options.AttemptDelay))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.AttemptDelay, "AttemptDelay must be from 0 to 24 days, or infinite.");
        }

        _sources = sources;
        _opener = new SocketOpener(options.ConfigureSocket, options.Search);
        _timeout = options.ConnectTimeout;
        _delay = options.AttemptDelay;
        _resolveAsync = options.ResolveAsync;
        _resolve = options.Resolve;
    }

    private bool HasTimeout => _timeout != Timeout.InfiniteTimeSpan;

    public Socket Connect(SourceList sources, IPEndPoint remote)
    {
        var begun = PortMeter.Begin();
        try
        {
            var socket =
                HasTimeout ? Race([CanonicalEndPoint.CopyOf(remote)], remote, Deadline()) :
                sources.Count == 1 ? Attempt.Connect(_opener, sources.Next(), remote) :
                FallBack(sources, remote);
            PortMeter.Outcome(PortMeter.Connected, begun);
            return socket;
        }
        catch (Exception e)
        {
            PortMeter.Failure(e, begun);
            throw;
        }
    }

    /// <param name="name">The name.</param>
    /// <param name="family">The family of the addresses that can be used; both where it is <see cref="AddressFamily.Unspecified"/>.</param>
    public Socket Connect(DnsEndPoint name, AddressFamily family)
    {
        var begun = PortMeter.Begin();
        try
        {
            var deadline = Deadline();
            var socket = Race(Usable(LookUp(name, family), name, family), name, deadline);
            PortMeter.Outcome(PortMeter.Connected, begun);
            return socket;
        }
        catch (Exception e)
        {
            PortMeter.Failure(e, begun);
            throw;
        }
    }

    public ValueTask<Socket> ConnectAsync(SourceList sources, IPEndPoint remote, CancellationToken cancellationToken) =>
        HasTimeout || PortMeter.CountsOutcomes
            ? WatchFromAsync(sources, remote, cancellationToken)
            : ConnectFromAsync(sources, remote, cancellationToken);

    /// <inheritdoc cref="Connect(DnsEndPoint, AddressFamily)"/>
    public ValueTask<Socket> ConnectAsync(DnsEndPoint name, AddressFamily family, CancellationToken cancellationToken) =>
        WatchAsync(name, token => RaceAsync(name, family, token), cancellationToken);

    private ValueTask<Socket> ConnectFromAsync(SourceList sources, IPEndPoint remote, CancellationToken cancellationToken) =>
        sources.Count == 1 && !sources.HadNoPort(sources.Next(), remote)
            ? Attempt.ConnectAsync(_opener, sources.Next(), remote, explain: true, cancellationToken, sources)
            : FallBackAsync(sources, remote, cancellationToken);

    // What captures a variable stands in a method of its own: the memory for it is taken where the method begins.
    private ValueTask<Socket> WatchFromAsync(SourceList sources, IPEndPoint remote, CancellationToken cancellationToken) =>
        WatchAsync(remote, token => ConnectFromAsync(sources, remote, token), cancellationToken);

    // The caller may change the endpoint while one source after the other is tried.
    private Socket FallBack(SourceList sources, IPEndPoint remote) => Fallback.Connect(_opener, sources, CanonicalEndPoint.CopyOf(remote));

    private ValueTask<Socket> FallBackAsync(SourceList sources, IPEndPoint remote, CancellationToken cancellationToken) =>
        Fallback.ConnectAsync(_opener, sources, CanonicalEndPoint.CopyOf(remote), cancellationToken);

    private Socket Race(IPEndPoint[] addresses, EndPoint remote, long? deadline)
    {
        if (addresses is [var only] && deadline is null)
        {
            return FallBack(_sources.For(only)!, only);
        }

        return new BlockingRace(_delay, deadline).Run(addresses, Begin) ?? throw TimedOut(remote);
    }

    private (Socket, IPEndPoint) Begin(IPEndPoint remote) => Fallback.Begin(_opener, _sources.For(remote)!, remote);

    private async ValueTask<Socket> RaceAsync(DnsEndPoint name, AddressFamily family, CancellationToken cancellationToken)
    {
        var found = await LookUpAsync(name, family, cancellationToken).ConfigureAwait(false);
        var addresses = Usable(found, name, family);
        return addresses is [var only]
            ? await ConnectFromAsync(_sources.For(only)!, only, cancellationToken).ConfigureAwait(false)
            : await AsyncRace.RunAsync(
                addresses, (address, token) =>
                    ConnectFromAsync(_sources.For(address)!, address, token), _delay, cancellationToken).ConfigureAwait(false);
    }

    // Asked for one family, the system says of a name that has addresses of the other only that it does not know it. Asked for both, it
    // tells them.
    private IPAddress[] LookUp(DnsEndPoint name, AddressFamily family)
    {
        try
        {
            return _resolve(name.Host, family);
        }
        catch (SocketException e) when (MayHaveOthers(e, family))
        {
            IPAddress[] others = [];
            try
            {
                others = _resolve(name.Host, AddressFamily.Unspecified);
            }
            catch (SocketException)
            {
                // There are none; the first answer is told.
            }

            if (others.Length == 0)
            {
                throw;
            }

            return others;
        }
    }

    /// <inheritdoc cref="LookUp"/>
    private async Task<IPAddress[]> LookUpAsync(DnsEndPoint name, AddressFamily family, CancellationToken cancellationToken)
    {
        try
        {
            return await _resolveAsync(name.Host, family, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e) when (MayHaveOthers(e, family))
        {
            IPAddress[] others = [];
            try
            {
                others = await _resolveAsync(name.Host, AddressFamily.Unspecified, cancellationToken).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // There are none; the first answer is told.
            }

            if (others.Length == 0)
            {
                throw;
            }

            return others;
        }
    }

    // Not after a failure that may pass: the second answer would then be no better.
    private static bool MayHaveOthers(SocketException e, AddressFamily family) =>
        family != AddressFamily.Unspecified && e.SocketErrorCode is not (SocketError.TryAgain or SocketError.TimedOut);

    private IPEndPoint[] Usable(IPAddress[] found, DnsEndPoint name, AddressFamily family)
    {
        var usable = Array.FindAll(
            AddressOrder.Interleave(found, name.Port),
            address => (family == AddressFamily.Unspecified || address.AddressFamily == family) && _sources.For(address) is not null);
        return usable.Length > 0 ? usable : throw new SocketException((int)SocketError.NoData, Destination.NoneUsable(name, family, found));
    }

    private async ValueTask<Socket> WatchAsync(
        EndPoint remote, Func<CancellationToken, ValueTask<Socket>> connect, CancellationToken cancellationToken)
    {
        using var timer = HasTimeout ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken) : null;
        timer?.CancelAfter(_timeout);
        var begun = PortMeter.Begin();
        try
        {
            var socket = await connect(timer?.Token ?? cancellationToken).ConfigureAwait(false);
            PortMeter.Outcome(PortMeter.Connected, begun);
            return socket;
        }
        catch (Exception e)
        {
            var told =
                e is not OperationCanceledException canceled ? e :
                cancellationToken.IsCancellationRequested ? CallersToken.Restore(canceled, cancellationToken) :
                timer?.IsCancellationRequested == true ? TimedOut(remote) :
                e;
            PortMeter.Failure(told, begun);
            if (told == e)
            {
                throw;
            }

            throw told;
        }
    }

    private long? Deadline() => HasTimeout ? Environment.TickCount64 + (long)_timeout.TotalMilliseconds : null;

    private SocketException TimedOut(EndPoint remote) =>
        new((int)SocketError.TimedOut, $"There was no connection to {remote} within {_timeout}.");

    // What a timer takes.
    private static bool IsTime(TimeSpan time) =>
        time == Timeout.InfiniteTimeSpan || (time >= TimeSpan.Zero && time.TotalMilliseconds <= int.MaxValue);
}
