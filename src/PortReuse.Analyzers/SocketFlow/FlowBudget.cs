namespace PortReuse.Analyzers.SocketFlow;

/// <summary>What the walk of one type may take, in steps of roughly equal cost, however often it begins anew.</summary>
internal sealed class FlowBudget(CancellationToken cancellation)
{
    /// <summary>A member that needs more than this is given up, in silence.</summary>
    private const int MaxOfMember = 15_000;

    /// <summary>A type that needs more than this is given up as a whole.</summary>
    private const int MaxOfType = 20_000;

    /// <summary>As many things known at a place make a step there cost twice as much.</summary>
    private const int ManyThings = 32;

    private int _ofMember;
    private int _ofType;

    public bool IsUsedUp => _ofType > MaxOfType;

    public void BeginMember() => _ofMember = 0;

    /// <exception cref="FlowTooLargeException">The budget is used up.</exception>
    /// <exception cref="OperationCanceledException">The editor does not want the answer any more.</exception>
    public void Step(FlowState state)
    {
        cancellation.ThrowIfCancellationRequested();
        var cost = 1 + (state.Size / ManyThings);
        _ofMember += cost;
        _ofType += cost;
        if (_ofMember > MaxOfMember || IsUsedUp)
        {
            throw new FlowTooLargeException();
        }
    }
}

/// <summary>The code is larger than what an analyzer that is always on may spend time on.</summary>
internal sealed class FlowTooLargeException : Exception;
