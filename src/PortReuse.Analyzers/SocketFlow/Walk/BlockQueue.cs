using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.State;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>The blocks of a region that are still to be visited, in their order, and what is known where each begins.</summary>
internal sealed class BlockQueue(ControlFlowRegion region)
{
    private readonly int _first = region.FirstBlockOrdinal;
    private readonly FlowState?[] _inputs = new FlowState?[region.LastBlockOrdinal - region.FirstBlockOrdinal + 1];
    private readonly bool[] _isPending = new bool[region.LastBlockOrdinal - region.FirstBlockOrdinal + 1];
    private int _count;

    /// <summary>No block before this one is pending.</summary>
    private int _next;

    public bool Has(int ordinal) => ordinal >= _first && ordinal - _first < _inputs.Length;

    /// <summary>Null where no path has come by yet.</summary>
    public FlowState? InputOf(int ordinal) => _inputs[ordinal - _first];

    /// <summary>The block is to be visited, unless it has been with just this.</summary>
    public void Add(int ordinal, FlowState input)
    {
        var index = ordinal - _first;
        if (ReferenceEquals(input, _inputs[index]))
        {
            return;
        }

        _inputs[index] = input;
        if (!_isPending[index])
        {
            _isPending[index] = true;
            _count++;
        }

        _next = Math.Min(_next, index);
    }

    /// <summary>Takes the first of the blocks; false where none is left.</summary>
    public bool TryTake(out int ordinal, out FlowState input)
    {
        if (_count == 0)
        {
            ordinal = -1;
            input = FlowState.Empty;
            return false;
        }

        while (!_isPending[_next])
        {
            _next++;
        }

        _isPending[_next] = false;
        _count--;
        ordinal = _first + _next;
        input = _inputs[_next]!;
        return true;
    }
}
