using System.Collections.Concurrent;

namespace PortReuse.FixProofs.Tests.Support;

/// <summary>
/// Runs an asynchronous action on the calling thread, what comes after each <c>await</c> included: a network namespace belongs to a thread,
/// and a socket that another one made would be outside.
/// </summary>
internal sealed class PumpedThread : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _pending = [];

    public static void Run(Func<Task> action)
    {
        SynchronizationContext? outer = Current;
        var pump = new PumpedThread();
        SetSynchronizationContext(pump);
        try
        {
            Task task = action();
            _ = task.ContinueWith(_ => pump._pending.CompleteAdding(), TaskScheduler.Default);
            foreach (var (callback, state) in pump._pending.GetConsumingEnumerable())
            {
                callback(state);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _pending.Add((d, state));
}
