using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PortReuse.Benchmarks;

/// <summary>The time of day, and the processor time of the calling thread, which what else the machine does leaves alone.</summary>
internal static unsafe partial class ThreadClock
{
    private const int ThreadProcessorTime = 3; // CLOCK_THREAD_CPUTIME_ID, linux/time.h

    public static Moment Now()
    {
        Span<long> time = stackalloc long[2]; // struct timespec, of a 64-bit system
        fixed (long* pointer = time)
        {
            return ClockGetTime(ThreadProcessorTime, pointer) == 0
                ? new Moment(Stopwatch.GetTimestamp(), TimeSpan.FromSeconds(time[0]) + TimeSpan.FromMicroseconds(time[1] / 1000.0))
                : throw new InvalidOperationException("clock_gettime failed.");
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, long* time);

    /// <summary>A moment on both clocks.</summary>
    public readonly record struct Moment(long Timestamp, TimeSpan Processor)
    {
        public Duration Elapsed()
        {
            Moment now = Now();
            return new Duration(
                Stopwatch.GetElapsedTime(Timestamp, now.Timestamp).TotalMicroseconds, (now.Processor - Processor).TotalMicroseconds);
        }
    }

    /// <summary>Microseconds on both clocks.</summary>
    public readonly record struct Duration(double Time, double Processor);
}
