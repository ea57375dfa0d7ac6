using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Companion;

/// <summary>
/// Connects again and again by one connector, in every way it can end: connected, refused, given up at its time, cancelled, to several
/// addresses. Looks from time to time at what the process holds.
/// </summary>
internal sealed class Soak : IDisposable
{
    /// <summary>What an hour has at 100 connects a second.</summary>
    public const int AnHourOfConnects = 100 * 3600;

    private static readonly IPEndPoint Source = new(IPAddress.Parse("127.0.0.77"), 0);

    private readonly DrainedListener _listener = new(IPAddress.Parse("127.0.0.2"));
    private readonly UnansweredListener _unanswered = new(IPAddress.Parse("127.0.0.3"));
    private readonly Socket _refusing = PortSharing.Bound(new IPEndPoint(IPAddress.Parse("127.0.0.4"), 0), PortSharing.None);
    private readonly OutboundConnector _connector = new(Source);
    private readonly OutboundConnector _hurried;
    private readonly OutboundConnector _named;

    public Soak()
    {
        _hurried = Connectors.With(options => options.ConnectTimeout = TimeSpan.FromMilliseconds(1), Source);
        _named = Connectors.With(options => options.Resolving(IPAddress.Parse("127.0.0.4"), _listener.EndPoint.Address), Source);
    }

    /// <summary>What the process holds after so many connects.</summary>
    public sealed record Sample(int Connects, TimeSpan Time, int OpenSockets, long ManagedBytes, long ResidentBytes);

    /// <summary>Connects so often, and looks that many times.</summary>
    public async Task<IReadOnlyList<Sample>> RunAsync(int connects, int samples)
    {
        var taken = new List<Sample>();
        var watch = Stopwatch.StartNew();
        var each = connects / samples;
        for (var done = 0; done < connects;)
        {
            for (var i = 0; i < each; i++, done++)
            {
                await ConnectAsync(done);
            }

            _listener.Drain();
            taken.Add(Look(done, watch.Elapsed));
        }

        return taken;
    }

    /// <summary>
    /// What has grown in the second half, and must not; nothing where all is flat. In the first one the runtime warms up.
    /// </summary>
    public static IEnumerable<string> Growth(IReadOnlyList<Sample> samples)
    {
        Sample first = samples[samples.Count / 2], last = samples[^1];
        if (last.OpenSockets != first.OpenSockets)
        {
            yield return $"{last.OpenSockets} open sockets, after {first.OpenSockets}.";
        }

        // What the runtime keeps by itself varies that much. An object for each hundredth connect would be above, in an hour's connects.
        long connects = last.Connects - first.Connects;
        if (last.ManagedBytes - first.ManagedBytes > (64 * 1024) + (connects / 2))
        {
            yield return $"{last.ManagedBytes} managed bytes, after {first.ManagedBytes}.";
        }

        if (last.ResidentBytes - first.ResidentBytes > (16 * 1024 * 1024) + (connects * 32))
        {
            yield return $"{last.ResidentBytes} resident bytes, after {first.ResidentBytes}.";
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _unanswered.Dispose();
        _refusing.Dispose();
    }

    private async Task ConnectAsync(int number)
    {
        if (number % DrainedListener.Room == 0)
        {
            _listener.Drain();
        }

        switch (number % 100)
        {
            case 10:
                Expect(SocketError.TimedOut, await Dial.ErrorAsync(() => _hurried.ConnectAsync(_unanswered.EndPoint).AsTask()));
                break;
            case 20:
                Expect(SocketError.ConnectionRefused, await Dial
                    .ErrorAsync(() => _connector.ConnectAsync(_refusing.LocalEndPoint!).AsTask()));
                break;
            case 30:
                Expect(SocketError.ConnectionRefused, Dial.Error(() => _connector.Connect(_refusing.LocalEndPoint!)));
                break;
            case 40:
                await CancelAsync();
                break;
            case 50:
                (await _named.ConnectAsync(Connectors.HostName, _listener.EndPoint.Port)).Close(timeout: 0);
                break;
            case 60:
                _named.Connect(Connectors.HostName, _listener.EndPoint.Port).Close(timeout: 0);
                break;
            default:
                Socket socket = number % 2 == 0 ? _connector.Connect(_listener.EndPoint)
                    : await _connector.ConnectAsync(_listener.EndPoint);
                socket.Close(timeout: 0);
                break;
        }
    }

    private async Task CancelAsync()
    {
        using var cancellation = new CancellationTokenSource();
        Task<Socket> connect = _connector.ConnectAsync(_unanswered.EndPoint, cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        try
        {
            (await connect).Dispose();
            throw new InvalidOperationException("The connect was answered.");
        }
        catch (OperationCanceledException)
        {
            // As meant.
        }
    }

    private static void Expect(SocketError expected, SocketError actual)
    {
        if (actual != expected)
        {
            throw new InvalidOperationException($"{actual} instead of {expected}.");
        }
    }

    /// <summary>What the process holds now.</summary>
    public static Sample Look(int connects, TimeSpan time)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return new Sample(connects, time, OpenSockets.Count(), GC.GetTotalMemory(forceFullCollection: true), process.WorkingSet64);
    }
}
