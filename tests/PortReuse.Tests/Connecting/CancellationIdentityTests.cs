using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>
/// A cancellation is the caller's, whichever token of the connector's own ended the attempt, and nothing begins after it.
/// </summary>
public class CancellationIdentityTests
{
    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");

    public static TheoryData<bool, bool> Shapes => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    /// <summary>The first address refuses, and the last one does not answer.</summary>
    [LinuxTheory]
    [MemberData(nameof(Shapes))]
    public async Task After_a_race_the_exception_carries_the_caller_s_token(bool hasTimeout, bool lastAlone)
    {
        using var unanswered = new UnansweredListener(IPAddress.Parse("127.0.0.3"));
        using var beginning = new SemaphoreSlim(0);
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.AttemptDelay = Timeout.InfiniteTimeSpan;
                options.ConnectTimeout = hasTimeout ? TimeSpan.FromDays(1) : Timeout.InfiniteTimeSpan;
                options.ConfigureSocket = _ => beginning.Release();
                if (lastAlone)
                {
                    options.Resolving(IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3"));
                }
                else
                {
                    options.Resolving(IPAddress.Parse("127.0.0.3"), IPAddress.Parse("127.0.0.2"));
                }
            },
            Source);
        using var cancellation = new CancellationTokenSource();

        Task<Socket> task = connector.ConnectAsync(Connectors.HostName, unanswered.EndPoint.Port, cancellation.Token).AsTask();
        for (var i = 0; i < (lastAlone ? 2 : 1); i++)
        {
            await beginning.WaitAsync(CancellationToken.None);
        }

        await cancellation.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(cancellation.Token, e.CancellationToken);
    }

    /// <summary>Each address waits its turn, and the cancellation comes while the first one has it.</summary>
    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_other_address_is_tried_after_the_cancellation(bool hasTimeout)
    {
        const int rounds = 50;
        using var unanswered = new UnansweredListener(IPAddress.Parse("127.0.0.2"));
        for (var round = 0; round < rounds; round++)
        {
            var begun = 0;
            OutboundConnector connector = Connectors.With(
                options =>
                {
                    options.AttemptDelay = TimeSpan.FromDays(1);
                    options.ConnectTimeout = hasTimeout ? TimeSpan.FromDays(1) : Timeout.InfiniteTimeSpan;
                    options.ConfigureSocket = _ => Interlocked.Increment(ref begun);
                    options.Resolving(IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3"), IPAddress.Parse("127.0.0.4"));
                },
                Source);
            using var cancellation = new CancellationTokenSource();

            Task<Socket> task = connector.ConnectAsync(Connectors.HostName, unanswered.EndPoint.Port, cancellation.Token).AsTask();
            await cancellation.CancelAsync();

            var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
            Assert.Equal(cancellation.Token, e.CancellationToken);
            Assert.Equal(1, begun);
        }
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_other_source_is_tried_after_the_cancellation(bool byName)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var cancellation = new CancellationTokenSource();
        var begun = 0;
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.Resolving(IPAddress.Loopback);
                options.ConfigureSocket = _ =>
                {
                    begun++;
                    cancellation.Cancel();
                };
            },
            Connectors.AnyPort("192.0.2.1"), // Not local: it cannot be bound to, and the next one would have its turn.
            Source);
        var port = destination.EndPoints[0].Port;

        Task<Socket> task = byName
            ? connector.ConnectAsync(Connectors.HostName, port, cancellation.Token).AsTask()
            : connector.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation.Token).AsTask();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(cancellation.Token, e.CancellationToken);
        Assert.Equal(1, begun);
    }

    /// <summary>A resolver need not heed the token.</summary>
    [LinuxTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_address_is_tried_that_was_found_after_the_cancellation(int addresses)
    {
        using var cancellation = new CancellationTokenSource();
        var begun = 0;
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.ConfigureSocket = _ => begun++;
                options.ResolveAsync = async (_, _, _) =>
                {
                    await cancellation.CancelAsync();
                    return [.. Enumerable.Range(2, addresses).Select(last => IPAddress.Parse($"127.0.0.{last}"))];
                };
            },
            Source);

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => connector.ConnectAsync(Connectors.HostName, 80, cancellation.Token).AsTask());

        Assert.Equal(cancellation.Token, e.CancellationToken);
        Assert.Equal(0, begun);
    }

    /// <summary>What the program itself throws is neither the end of the time nor the end of the shared port.</summary>
    [LinuxFact]
    public async Task A_cancellation_of_something_else_passes_as_it_is()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var other = new CancellationTokenSource();
        await other.CancelAsync();
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.ConnectTimeout = TimeSpan.FromDays(1);
                options.ConfigureSocket = _ => other.Token.ThrowIfCancellationRequested();
            },
            Source);
        var isListening = false;
        await using SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0), new SharedPortOptions
        {
            ConfigureSocket = _ =>
            {
                if (isListening)
                {
                    other.Token.ThrowIfCancellationRequested();
                }
            },
        });
        isListening = true;

        var ofConnect = await Assert.ThrowsAsync<OperationCanceledException>(() =>
            connector.ConnectAsync(destination.EndPoints[0]).AsTask());
        var ofDial = await Assert.ThrowsAsync<OperationCanceledException>(() => port.DialAsync(destination.EndPoints[0]).AsTask());

        Assert.Equal(other.Token, ofConnect.CancellationToken);
        Assert.Equal(other.Token, ofDial.CancellationToken);
    }

    /// <summary>A synchronous connect has its time and no token: once that is up, nothing begins either.</summary>
    [LinuxFact]
    public void No_address_is_tried_that_was_found_after_the_time()
    {
        var begun = 0;
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.ConnectTimeout = TimeSpan.FromMilliseconds(1);
                options.ConfigureSocket = _ => begun++;
                options.Resolve = (_, _) =>
                {
                    var end = Environment.TickCount64 + 2;
                    SpinWait.SpinUntil(() => Environment.TickCount64 > end);
                    return [IPAddress.Loopback];
                };
            },
            Source);

        var e = Assert.Throws<SocketException>(() => connector.Connect(Connectors.HostName, 80));

        Assert.Equal(SocketError.TimedOut, e.SocketErrorCode);
        Assert.Equal(0, begun);
    }
}
