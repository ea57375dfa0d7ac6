using System.Diagnostics;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Benchmarks;

/// <summary>Some connects, one after the other, each closed at once: what they take together.</summary>
internal static class ConnectRound
{
    public const int Connects = DrainedListener.Room;

    public static (double Seconds, long Bytes) Measure(DrainedListener listener, Action connects)
    {
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long before = Stopwatch.GetTimestamp();
        connects();
        double time = Stopwatch.GetElapsedTime(before).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        listener.Drain();
        return (time, bytes);
    }

    public static void Connect(Func<Socket> connect)
    {
        for (int i = 0; i < Connects; i++)
            connect().Close(timeout: 0); // A reset leaves no port in TIME_WAIT.
    }

    // Awaited, as programs do: to make a task of it would cost memory of its own.
    public static async Task ConnectAsync(Func<ValueTask<Socket>> connect)
    {
        for (int i = 0; i < Connects; i++)
            (await connect().ConfigureAwait(false)).Close(timeout: 0);
    }
}
