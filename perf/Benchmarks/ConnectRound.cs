using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>Some connects, one after the other, each closed at once: what they take together.</summary>
internal static class ConnectRound
{
    public const int Connects = DrainedListener.Room;

    /// <summary>A round in each way to connect: by hand, by hand with a range on each socket, and through the connector.</summary>
    public static IEnumerable<(string Way, Action ByHand, Action ByHandInRange, Action ByConnector)> Ways(
        IPEndPoint source, IPEndPoint remote)
    {
        var connector = new OutboundConnector(source);
        yield return (
            "Connect",
            () => Connect(() => HandWritten.Connect(source, remote)),
            () => Connect(() => HandWritten.Connect(source, remote, setsRange: true)),
            () => Connect(() => connector.Connect(remote)));
        yield return (
            "ConnectAsync",
            () => ConnectAsync(() => HandWritten.ConnectAsync(source, remote)).GetAwaiter().GetResult(),
            () => ConnectAsync(() => HandWritten.ConnectAsync(source, remote, setsRange: true)).GetAwaiter().GetResult(),
            () => ConnectAsync(() => connector.ConnectAsync(remote)).GetAwaiter().GetResult());
    }

    public static (double Seconds, long Bytes) Measure(DrainedListener listener, Action connects)
    {
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var before = Stopwatch.GetTimestamp();
        connects();
        var time = Stopwatch.GetElapsedTime(before).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        listener.Drain();
        return (time, bytes);
    }

    private static void Connect(Func<Socket> connect)
    {
        for (var i = 0; i < Connects; i++)
        {
            connect().Close(timeout: 0); // A reset leaves no port in TIME_WAIT.
        }
    }

    // Awaited, as programs do: to make a task of it would cost memory of its own.
    private static async Task ConnectAsync(Func<ValueTask<Socket>> connect)
    {
        for (var i = 0; i < Connects; i++)
        {
            (await connect().ConfigureAwait(false)).Close(timeout: 0);
        }
    }
}
