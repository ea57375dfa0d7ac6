namespace PortReuse.TestSupport.Kernel;

/// <summary>
/// The threads of the pool. A thread is in the namespaces, and under the user and the filters, of the thread that starts it, and the pool
/// starts its threads from whichever thread hands it work: one that a changed thread has started would take the change to other tests.
/// </summary>
internal static class PoolThreads
{
    private const int Count = 16;

    // The pool has a thread that adds workers where work waits. It ends half a second after the last work, and the next work starts it
    // again, from the thread that hands it in: with something to do all the time it goes on as it was.
    private static readonly Lazy<Timer> Busy = new(() => new Timer(static _ => { }, null, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)));

    /// <summary>To be called before the calling thread is changed: there are then threads enough that it need not start one.</summary>
    public static void Start()
    {
        _ = Busy.Value;
        ThreadPool.GetMinThreads(out var workers, out var completionPorts);
        if (workers < 2 * Count)
        {
            ThreadPool.SetMinThreads(2 * Count, completionPorts);
        }

        // Left to the collector: the last worker may still be within a call of one when this returns.
        var all = new CountdownEvent(Count);
        var mayGo = new ManualResetEventSlim();
        for (var i = 0; i < Count; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    all.Signal();
                    mayGo.Wait();
                },
                null);
        }

        all.Wait();
        mayGo.Set();
    }
}
