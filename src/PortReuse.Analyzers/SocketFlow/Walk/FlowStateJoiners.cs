using System.Collections.Immutable;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>What a place holds where two paths meet.</summary>
/// <param name="initial">What it holds where a path has not written to it.</param>
internal sealed class ValueJoiner(Func<Place, Value> initial) : SharingMap<Place, Value>.Joiner
{
    // A capture that one path has not written is an arm not yet taken, not an unknown value.
    public override Value Both(Place key, Value mine, Value theirs) =>
        key.Capture is null ? mine.Join(theirs)
        : mine.IsNone ? theirs
        : theirs.IsNone ? mine
        : mine.JoinArms(theirs);

    public override Value OnlyMine(Place key, Value mine) => Both(key, mine, initial(key));

    public override Value OnlyTheirs(Place key, Value theirs) => Both(key, initial(key), theirs);
}

/// <summary>Which events of a socket came last where two paths meet.</summary>
internal sealed class LastJoiner(Systems mySystems, Systems theirSystems) : SharingMap<SocketId, ImmutableArray<SocketEvent>>.Joiner
{
    public bool HasManyWays { get; private set; }

    public override ImmutableArray<SocketEvent> Both(
        SocketId key, ImmutableArray<SocketEvent> mine, ImmutableArray<SocketEvent> theirs)
    {
        if (mine == theirs)
        {
            return mine;
        }

        var union = Union(mine, theirs);
        HasManyWays |= union.Length > FlowState.ManyWays;
        return union.Length > mine.Length ? union : mine;
    }

    /// <summary>The other path has not touched the socket: it is there as it was, or has not been created.</summary>
    public override ImmutableArray<SocketEvent> OnlyMine(SocketId key, ImmutableArray<SocketEvent> mine) =>
        key.EntryOn(theirSystems) is { } untouched && !mine.Contains(untouched) ? mine.Add(untouched) : mine;

    public override ImmutableArray<SocketEvent> OnlyTheirs(SocketId key, ImmutableArray<SocketEvent> theirs) =>
        key.EntryOn(mySystems) is { } untouched ? Both(key, ImmutableArray.Create(untouched), theirs) : theirs;

    private static ImmutableArray<SocketEvent> Union(ImmutableArray<SocketEvent> mine, ImmutableArray<SocketEvent> theirs)
    {
        if (mine.Length + theirs.Length > 2 * FlowState.ManyWays)
        {
            var seen = new HashSet<SocketEvent>(mine);
            return mine.AddRange(theirs.Where(seen.Add));
        }

        foreach (var last in theirs)
        {
            if (!mine.Contains(last))
            {
                return mine.AddRange(theirs.Where(other => !mine.Contains(other)));
            }
        }

        return mine;
    }
}
