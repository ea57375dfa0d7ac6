using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>
/// What the walk of one type may take, in steps of roughly equal cost. What proves to be too large is left out, and the walk is done again
/// without it: which that is does not depend on the order of the members.
/// </summary>
internal sealed class FlowBudget(CancellationToken cancellation)
{
    /// <summary>A member that needs more than this is given up, in silence.</summary>
    private const int MaxOfMember = 15_000;

    /// <summary>A type of which the other members need more than this is given up as a whole.</summary>
    private const int MaxOfType = 20_000;

    /// <summary>
    /// And so is one that needs more than this with all walks that have led to nothing: two members that are too large, and some more.
    /// </summary>
    private const int MaxOfAllWalks = 33_000;

    /// <summary>A type with more members and calls than this that are too large is given up.</summary>
    private const int MaxTooLarge = 3;

    /// <summary>A call that needs more than this, with all that it calls, is not followed.</summary>
    private const int MaxOfCall = 5_000;

    /// <summary>As many things known at a place make a step there cost twice as much.</summary>
    private const int ManyThings = 20;

    private readonly Dictionary<FlowFrame, int> _ofCalls = [];
    private readonly HashSet<ISymbol> _callsTooLarge = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _membersTooLarge = new(SymbolEqualityComparer.Default);
    private int _ofMember;
    private int _ofType;
    private int _ofTypeBeforeRound;
    private int _ofAllWalks;

    /// <summary>The type is given up.</summary>
    public bool IsUsedUp =>
        _ofType > MaxOfType || _ofAllWalks > MaxOfAllWalks || _membersTooLarge.Count + _callsTooLarge.Count > MaxTooLarge;

    /// <summary>
    /// Another round as large as the last one fits in: the members go on telling each other what they leave only as long as that is so.
    /// </summary>
    public bool HasRoomForAnotherRound => _ofType + (_ofType - _ofTypeBeforeRound) <= MaxOfType;

    /// <summary>The members and calls that are left out.</summary>
    public IEnumerable<ISymbol> TooLarge => _membersTooLarge.Concat(_callsTooLarge);

    public void BeginWalk() => _ofType = 0;

    public void BeginRound() => _ofTypeBeforeRound = _ofType;

    public void BeginMember()
    {
        _ofMember = 0;
        _ofCalls.Clear();
    }

    /// <summary>Counts the member's steps for the type. Those of a member that is given up do not count.</summary>
    public void EndMember() => _ofType += _ofMember;

    /// <summary>The member has turned out to be too large by itself.</summary>
    public void GiveUp(ISymbol member) => _membersTooLarge.Add(member);

    /// <summary>False for a member that has turned out to be too large.</summary>
    public bool MayRun(ISymbol member) => !_membersTooLarge.Contains(member);

    /// <summary>False for a method that a call has turned out to need too much for.</summary>
    public bool MayFollow(IMethodSymbol method) => !_callsTooLarge.Contains(method.OriginalDefinition);

    /// <exception cref="FlowTooLargeException">The budget is used up.</exception>
    /// <exception cref="OperationCanceledException">The editor does not want the answer any more.</exception>
    public void Step(FlowState state, FlowFrame frame)
    {
        cancellation.ThrowIfCancellationRequested();
        var cost = 1 + (state.Size / ManyThings);
        _ofMember += cost;
        _ofAllWalks += cost;
        if (_ofMember > MaxOfMember || _ofAllWalks > MaxOfAllWalks)
        {
            throw new FlowTooLargeException();
        }

        for (var callee = frame; callee.Caller is { } caller; callee = caller)
        {
            Count(callee, cost);
        }
    }

    private void Count(FlowFrame callee, int cost)
    {
        if (callee.Body.Symbol is not { MethodKind: not (MethodKind.LambdaMethod or MethodKind.LocalFunction) } method)
        {
            return;
        }

        _ofCalls.TryGetValue(callee, out var before);
        _ofCalls[callee] = before + cost;
        if (before + cost > MaxOfCall)
        {
            _callsTooLarge.Add(method.OriginalDefinition);
            throw new FlowTooLargeException { Call = method };
        }
    }
}

/// <summary>The code is larger than what an analyzer that is always on may spend time on.</summary>
internal sealed class FlowTooLargeException : Exception
{
    /// <summary>The method that is not to be followed when the walk is done again; null where the member itself is too large.</summary>
    public IMethodSymbol? Call { get; init; }
}
