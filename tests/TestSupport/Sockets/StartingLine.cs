namespace PortReuse.TestSupport.Sockets;

/// <summary>Lets two threads go on at the same instant, as far as there is a processor for each.</summary>
internal sealed class StartingLine : IDisposable
{
    private const int LongestSpin = 20_000; // Then the other one has no processor, and this one goes on alone.

    private readonly Barrier _barrier = new(2);
    private int _arrivals;

    /// <summary>Waits for the other thread.</summary>
    public void Meet() => _barrier.SignalAndWait();

    /// <summary>
    /// Waits for the other thread, and then until it is awake: a barrier wakes the one that came first later than the other.
    /// </summary>
    public void Start()
    {
        _barrier.SignalAndWait();
        var arrivals = Interlocked.Increment(ref _arrivals);
        var both = arrivals + (arrivals & 1);
        for (var spins = 0; spins < LongestSpin && Volatile.Read(ref _arrivals) < both; spins++)
        {
            Thread.SpinWait(1);
        }
    }

    public void Dispose() => _barrier.Dispose();
}
