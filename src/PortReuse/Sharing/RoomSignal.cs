namespace PortReuse.Sharing;

/// <summary>Tells those who wait that another connection may be taken from the system. It has no lock of its own.</summary>
internal sealed class RoomSignal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes at the next signal.</summary>
    public Task WaitAsync()
    {
        _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _next.Task;
    }

    public void Signal()
    {
        _next?.SetResult();
        _next = null;
    }
}
