using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>
/// Sources that had no port a moment ago and are tried again: what a failure costs and tells, and what comes of one that has a port again.
/// </summary>
public class ExhaustedSourcesTests
{
    private const int Ports = 4;

    private static readonly IPEndPoint[] Sources = [.. Enumerable.Range(71, 4).Select(last => Connectors.AnyPort($"127.0.0.{last}"))];

    private readonly LocalPortRange _range = LocalPortRange.FindFree(Ports);

    public static TheoryData<string, int> Ways =>
        new() { { Way.Connect, 1 }, { Way.Connect, 4 }, { Way.ConnectAsync, 1 }, { Way.ConnectAsync, 4 } };

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public void A_failure_takes_less_than_4_KB_of_managed_memory(string way, int sources)
    {
        const int failures = 200, mostBytes = 4096;
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        OutboundConnector connector = Exhausted(sources, sockets, destination);

        // What the runtime does meanwhile adds to one of them by chance, and takes nothing away.
        var least = long.MaxValue;
        for (var i = 0; i < failures; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.NotNull(Fail(way, connector, destination.EndPoints[0]));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.InRange(least, 1, mostBytes);
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public void The_second_failure_tells_what_the_first_one_does(string way, int sources)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        IPEndPoint remote = destination.EndPoints[0];
        OutboundConnector connector = Connector(sources);
        PortException first = connector.UseUp(sockets, destination.EndPoints);
        var before = OpenSockets.Count();

        for (var i = 0; i < 2 * sources; i++)
        {
            PortException next = Fail(way, connector, remote);
            Assert.Equal(PortErrorCause.EphemeralPortsExhausted, next.Cause);
            Assert.Equal(first.SocketErrorCode, next.SocketErrorCode);
            Assert.Equal(remote, next.RemoteEndPoint);
            Assert.Equal(WithoutSource(first), WithoutSource(next));
            var inner = Assert.IsType<SocketException>(next.InnerException, exactMatch: false);
            Assert.Equal(((SocketException)first.InnerException!).NativeErrorCode, inner.NativeErrorCode);
            Assert.StartsWith(new SocketException((int)first.SocketErrorCode).Message, inner.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public async Task A_port_that_is_free_again_is_taken_at_once(string way, int sources)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        OutboundConnector connector = Exhausted(sources, sockets, destination);

        sockets.CloseLast();
        Socket socket = sockets.Add(await Way.By(way, connector, destination.EndPoints[0]));

        Assert.True(socket.Connected);
        Assert.Equal(destination.EndPoints[0], socket.RemoteEndPoint);
        Assert.Equal(1, await socket.SendAsync(new byte[1]));
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public void A_refusal_is_told_as_such(string way, int sources)
    {
        using var sockets = new SocketList();
        IPEndPoint remote;
        OutboundConnector connector;
        using (var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]))
        {
            remote = destination.EndPoints[0];
            connector = Exhausted(sources, sockets, destination);
        }

        // The listener has reset its connections, and their ports are free.
        var e = Assert.ThrowsAny<SocketException>(() => Way.By(way, connector, remote).GetAwaiter().GetResult());

        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.Contains(remote.ToString(), e.Message, StringComparison.Ordinal);
    }

    /// <summary>Connects that nobody answers hold the ports, until one is cancelled.</summary>
    [LocalPortRangeTheory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_connect_from_one_can_be_cancelled(int sources)
    {
        using var unanswered = new UnansweredListener(IPAddress.Parse("127.0.0.2"));
        OutboundConnector connector = Connector(sources);
        using var ofAll = new CancellationTokenSource();
        using var ofOne = new CancellationTokenSource();
        using var ofNext = new CancellationTokenSource();
        var before = OpenSockets.Count();

        Task<Socket> one = connector.ConnectAsync(unanswered.EndPoint, ofOne.Token).AsTask();
        Task<Socket>[] others = [.. Enumerable.Range(1, (sources * Ports) - 1)
            .Select(_ => connector.ConnectAsync(unanswered.EndPoint, ofAll.Token).AsTask())];
        Fail(Way.ConnectAsync, connector, unanswered.EndPoint);
        await ofOne.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);

        Task<Socket> next = connector.ConnectAsync(unanswered.EndPoint, ofNext.Token).AsTask();
        Assert.False(next.IsCompleted);
        await ofNext.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        Assert.Equal(ofNext.Token, e.CancellationToken);
        await ofAll.CancelAsync();
        foreach (Task<Socket> other in others)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    private static PortException Fail(string way, OutboundConnector connector, IPEndPoint remote)
    {
        try
        {
            (way == Way.Connect ? connector.Connect(remote) : connector.ConnectAsync(remote).GetAwaiter().GetResult()).Dispose();
        }
        catch (PortException e)
        {
            return e;
        }

        throw new InvalidOperationException("There was a port.");
    }

    private static string WithoutSource(PortException e) =>
        e.Message.Replace(e.LocalEndPoint!.Address.ToString(), "the source", StringComparison.Ordinal);

    private OutboundConnector Connector(int sources) => Connectors.With(options => options.InRange(_range), Sources[..sources]);

    /// <summary>Every one of them has failed a moment ago.</summary>
    private OutboundConnector Exhausted(int sources, SocketList sockets, Destinations destination)
    {
        OutboundConnector connector = Connector(sources);
        connector.UseUp(sockets, destination.EndPoints);
        Fail(Way.ConnectAsync, connector, destination.EndPoints[0]);
        return connector;
    }
}
