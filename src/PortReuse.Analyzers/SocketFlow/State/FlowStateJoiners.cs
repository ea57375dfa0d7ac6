using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>The value of a place after two paths meet.</summary>
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

/// <summary>The pasts of a socket after two paths meet.</summary>
internal sealed class PastsJoiner(Systems mySystems, Systems theirSystems) : SharingMap<SocketId, SocketPasts>.Joiner
{
    public override SocketPasts Both(SocketId key, SocketPasts mine, SocketPasts theirs) => mine.Join(theirs);

    /// <summary>The other path has not touched the socket: it is there as it was, or has not been created.</summary>
    public override SocketPasts OnlyMine(SocketId key, SocketPasts mine) =>
        key.IsReceived ? mine.Join(SocketPasts.UntouchedOn(theirSystems)) : mine;

    public override SocketPasts OnlyTheirs(SocketId key, SocketPasts theirs) =>
        key.IsReceived ? SocketPasts.UntouchedOn(mySystems).Join(theirs) : theirs;
}
