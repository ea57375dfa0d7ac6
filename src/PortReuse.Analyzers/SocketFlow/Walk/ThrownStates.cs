using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.State;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>The states in which each <c>try</c> region throws; passed on when nothing else is left to do.</summary>
internal sealed class ThrownStates(Func<FlowState?, FlowState, FlowState> join)
{
    private readonly Dictionary<ControlFlowRegion, FlowState> _thrown = [];
    private readonly List<ControlFlowRegion> _pending = [];

    public void Add(ControlFlowRegion attempt, FlowState state)
    {
        var known = _thrown.TryGetValue(attempt, out var thrown) ? thrown : null;
        var joined = join(known, state);
        if (!ReferenceEquals(joined, known))
        {
            _thrown[attempt] = joined;
            if (!_pending.Contains(attempt))
            {
                _pending.Add(attempt);
            }
        }
    }

    /// <summary>Takes the innermost: what it lets through joins what the outer one has already. Null where none is left.</summary>
    public ControlFlowRegion? Take(out FlowState state)
    {
        ControlFlowRegion? innermost = null;
        foreach (var candidate in _pending)
        {
            if (innermost is null || LengthOf(candidate) < LengthOf(innermost))
            {
                innermost = candidate;
            }
        }

        state = innermost is null ? FlowState.Empty : _thrown[innermost];
        _pending.Remove(innermost!);
        return innermost;
    }

    private static int LengthOf(ControlFlowRegion region) => region.LastBlockOrdinal - region.FirstBlockOrdinal;
}
