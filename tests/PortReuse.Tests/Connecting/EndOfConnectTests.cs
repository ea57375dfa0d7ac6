using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connecting;

/// <summary>A connect that is ended, by its time or by its caller, at any moment: no socket is left.</summary>
public class EndOfConnectTests
{
    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");

    public static TheoryData<string> Ways => new(Way.Both);

    public static TheoryData<string> Moments => ["before", "looking up the name", "configuring the socket", "connecting", "connecting to several"];

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task Its_time_is_up(string way)
    {
        using var unanswered = new UnansweredListener(IPAddress.Loopback);
        var before = OpenSockets.Count();
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.ConnectTimeout = TimeSpan.FromMilliseconds(50);
                options.AttemptDelay = TimeSpan.FromMilliseconds(5);
                options.Resolving(IPAddress.Loopback, IPAddress.Loopback.MapToIPv6(), IPAddress.Parse("::1"));
            },
            Source);

        foreach (EndPoint remote in new EndPoint[] { unanswered.EndPoint, new DnsEndPoint(Connectors.HostName, unanswered.EndPoint.Port) })
        {
            var e = await Assert.ThrowsAsync<SocketException>(() => Way.By(way, connector, remote));
            Assert.Equal(SocketError.TimedOut, e.SocketErrorCode);
            Assert.Contains("00:00:00.05", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_time_that_is_not_up_changes_nothing(string way)
    {
        using var target = new RefusingThenListening();
        var before = OpenSockets.Count();
        OutboundConnector connector = Connectors.With(options => options.ConnectTimeout = TimeSpan.FromDays(1), Source);

        using (Socket socket = await Way.By(way, connector, target.Listener.LocalEndPoint!))
        {
            Assert.Equal(Source.Address, ((IPEndPoint)socket.LocalEndPoint!).Address);
            Assert.True(socket.Blocking);
            Assert.True(socket.Connected);
        }

        var refused = await Assert.ThrowsAnyAsync<SocketException>(
            () => Way.By(way, connector, new IPEndPoint(target.Addresses[0], target.Port)));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxFact]
    public async Task Its_time_includes_the_look_up_of_the_name()
    {
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.ConnectTimeout = TimeSpan.FromMilliseconds(20);
                options.ResolveAsync = async (_, _, token) =>
                {
                    await Task.Delay(Timeout.Infinite, token);
                    return [];
                };
            },
            Source);

        var e = await Assert.ThrowsAsync<SocketException>(() => connector.ConnectAsync(Connectors.HostName, 80).AsTask());
        Assert.Equal(SocketError.TimedOut, e.SocketErrorCode);
    }

    [LinuxTheory]
    [MemberData(nameof(Moments))]
    public async Task It_is_cancelled(string moment)
    {
        using var unanswered = new UnansweredListener(IPAddress.Loopback);
        foreach (var hasTimeout in new[] { false, true })
        {
            using var cancellation = new CancellationTokenSource();
            OutboundConnector connector = Connectors.With(
                options =>
                {
                    options.AttemptDelay = TimeSpan.Zero;
                    options.ConnectTimeout = hasTimeout ? TimeSpan.FromDays(1) : Timeout.InfiniteTimeSpan;
                    options.Resolving(unanswered.EndPoint.Address, IPAddress.Parse("127.0.0.78"), IPAddress.IPv6Loopback);
                    if (moment == "looking up the name")
                    {
                        options.ResolveAsync = (_, _, token) => CancelAsync(cancellation, token);
                    }

                    if (moment == "configuring the socket")
                    {
                        options.ConfigureSocket = _ => cancellation.Cancel();
                    }
                },
                Source,
                Connectors.AnyPort("::1"));
            EndPoint remote = moment is "looking up the name" or "connecting to several"
                ? new DnsEndPoint(Connectors.HostName, unanswered.EndPoint.Port)
                : unanswered.EndPoint;
            if (moment == "before")
            {
                await cancellation.CancelAsync();
            }

            using UnansweredListener? second = moment == "connecting to several"
                ? new UnansweredListener(IPAddress.Parse("127.0.0.78"), unanswered.EndPoint.Port)
                : null;
            using UnansweredListener? third = moment == "connecting to several"
                ? new UnansweredListener(IPAddress.IPv6Loopback, unanswered.EndPoint.Port)
                : null;
            var before = OpenSockets.Count();

            Task<Socket> task = connector.ConnectAsync(remote, cancellation.Token).AsTask();
            if (moment == "before")
            {
                Assert.True(task.IsCanceled);
            }

            if (moment.StartsWith("connecting", StringComparison.Ordinal))
            {
                Assert.False(task.IsCompleted);
                await cancellation.CancelAsync();
            }

            var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
            if (hasTimeout || moment == "before" || moment == "connecting to several")
            {
                Assert.Equal(cancellation.Token, e.CancellationToken);
            }

            Assert.Equal(before, OpenSockets.Count());
        }
    }

    /// <summary>A connection, or the cancellation: one of them, and never a socket that is left, whenever the cancellation comes.</summary>
    [LinuxTheory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task It_is_cancelled_at_any_moment(int addresses)
    {
        const int rounds = 400;
        IPAddress[] all = [.. Enumerable.Range(2, addresses).Select(last => IPAddress.Parse($"127.0.0.{last}"))];
        var port = FreePort.Everywhere();
        using var destinations = new Destinations(all.Select(address => new IPEndPoint(address, port)));
        OutboundConnector connector = Connectors.With(
            options =>
            {
                options.AttemptDelay = TimeSpan.Zero;
                options.Resolving(all);
            },
            Source);
        var before = OpenSockets.Count();
        int connected = 0, cancelled = 0;

        for (var round = 0; round < rounds; round++)
        {
            using var cancellation = new CancellationTokenSource();
            Task<Socket> task = connector.ConnectAsync(Connectors.HostName, port, cancellation.Token).AsTask();
            var until = Stopwatch.GetTimestamp() + (round % 100 * (Stopwatch.Frequency / 100_000 / 4));
            while (Stopwatch.GetTimestamp() < until)
            {
                Thread.SpinWait(1);
            }

            await cancellation.CancelAsync();

            try
            {
                Socket socket = await task;
                Assert.False(socket.SafeHandle.IsClosed, "What was given away had been closed by the cancellation.");
                socket.Close(timeout: 0);
                connected++;
            }
            catch (OperationCanceledException)
            {
                cancelled++;
            }
        }

        Assert.Equal(rounds, connected + cancelled);
        Assert.Equal(before, OpenSockets.Count());
    }

    private static async Task<IPAddress[]> CancelAsync(CancellationTokenSource cancellation, CancellationToken token)
    {
        await cancellation.CancelAsync();
        token.ThrowIfCancellationRequested();
        return [];
    }
}
