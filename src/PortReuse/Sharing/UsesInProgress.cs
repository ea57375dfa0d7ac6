namespace PortReuse.Sharing;

/// <summary>Counts what is in progress, so that one can wait for its end.</summary>
internal sealed class UsesInProgress
{
    private readonly object _gate = new();
    private TaskCompletionSource? _end;
    private int _count;

    public void Begin()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    public void End()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _end?.TrySetResult();
            }
        }
    }

    /// <summary>Completes at a moment at which nothing is in progress.</summary>
    public Task WaitForEndAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            if (_end is null || _end.Task.IsCompleted)
            {
                _end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return _end.Task;
        }
    }
}
