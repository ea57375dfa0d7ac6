using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>
/// What is known at one point of the method: what each place holds, and what may have happened to each socket. Immutable.
/// </summary>
internal sealed class FlowState
{
    public static readonly FlowState Empty = new(SharingMap<Place, Value>.Empty, SharingMap<SocketId, SocketPasts>.Empty, Systems.All);

    private readonly SharingMap<Place, Value> _values;
    private readonly SharingMap<SocketId, SocketPasts> _pasts;

    private FlowState(SharingMap<Place, Value> values, SharingMap<SocketId, SocketPasts> pasts, Systems systems)
    {
        _values = values;
        _pasts = pasts;
        Systems = systems;
    }

    /// <summary>The systems that a path to here may run on.</summary>
    public Systems Systems { get; }

    /// <summary>The connect that is asked about has failed on the way here.</summary>
    public bool IsAfterFailure => _values.TryGetValue(Place.Failure, out _);

    /// <summary>How the connect that is asked about has failed on the ways here.</summary>
    public IEnumerable<FailureFact> Failures => (this[Place.Failure] ?? Value.None).Facts.Cast<FailureFact>();

    /// <summary>How much there is to look at.</summary>
    public int Size => _values.Count + _pasts.Count;

    /// <summary>The sockets that code outside the method can reach.</summary>
    public IEnumerable<SocketId> SharedSockets =>
        _values.Where(entry => entry.Key.IsShared || entry.Key == Place.Untracked).SelectMany(entry => entry.Value.Sockets).Distinct();

    /// <summary>Null where the path has not written to the place.</summary>
    public Value? this[Place place] => _values.TryGetValue(place, out var value) ? value : null;

    /// <summary>The pasts of a socket; none if it existed before the method and has not been touched yet.</summary>
    public SocketPasts PastsOf(SocketId socket) =>
        _pasts.TryGetValue(socket, out var pasts) ? pasts
        : socket.IsReceived ? SocketPasts.UntouchedOn(Systems)
        : SocketPasts.None;

    /// <summary>The sockets that some path here has put to use and not closed.</summary>
    public IEnumerable<SocketId> SocketsInUse() => _pasts.Where(entry => entry.Value.Any(past => past.IsInUse)).Select(entry => entry.Key);

    public FlowState With(Place place, Value value) =>
        _values.SetItem(place, value) is var values && ReferenceEquals(values, _values) ? this : new(values, _pasts, Systems);

    public FlowState Without(Place place) => new(_values.Remove(place), _pasts, Systems);

    /// <summary>The same with each failure as it goes on; null where none does.</summary>
    public FlowState? AfterFailures(IEnumerable<FailureFact> failures) =>
        Value.Of(failures, mayBeOther: false) is { IsNone: false } known ? With(Place.Failure, known) : null;

    public FlowState With(SocketId socket, SocketPasts pasts) =>
        _pasts.SetItem(socket, pasts) is var all && ReferenceEquals(all, _pasts) ? this : new(_values, all, Systems);

    public FlowState With(Systems systems) => systems == Systems ? this : new(_values, _pasts, systems);

    /// <summary>The same on these systems only; null where no path runs on any of them.</summary>
    public FlowState? On(Systems systems) => (Systems & systems) switch
    {
        Systems.None => null,
        var both when both == Systems => this,
        var both => new(_values, _pasts.Select((_, pasts) => pasts.On(both)), both),
    };

    /// <summary>
    /// The state for the next member, from a member that began with the other state: its events were at some time before.
    /// </summary>
    public FlowState AfterMember(FlowState entry) => new(
        _values,
        _pasts.Select((socket, pasts) => ReferenceEquals(pasts, entry.PastsOf(socket)) ? pasts : pasts.Select(past => past.AfterMember())),
        Systems);

    /// <summary>The sockets in the members of a followed object, and of the objects in those.</summary>
    public IEnumerable<SocketId> SocketsIn(ObjectId followed)
    {
        var seen = new HashSet<ObjectId> { followed };
        var pending = new Stack<ObjectId>(seen);
        while (pending.Count > 0)
        {
            var current = pending.Pop();
            foreach (var fact in _values.Where(entry => entry.Key.Within == current).SelectMany(entry => entry.Value.Facts))
            {
                if (fact is SocketFact { Socket: var socket })
                {
                    yield return socket;
                }
                else if (fact is ObjectFact { Object: var inner } && seen.Add(inner))
                {
                    pending.Push(inner);
                }
            }
        }
    }

    /// <summary>The values that the members of a followed object hold.</summary>
    public IEnumerable<Value> ValuesIn(ObjectId followed) =>
        _values.Where(entry => entry.Key.Within == followed).Select(entry => entry.Value);

    /// <summary>The places that hold something of this kind.</summary>
    public IEnumerable<Place> PlacesWhere(Func<Fact, bool> isHeld) =>
        _values.Where(entry => entry.Value.Facts.Any(isHeld)).Select(entry => entry.Key);

    /// <summary>A new object takes the place of the one that the same code created before.</summary>
    public FlowState ResetObject(ObjectId followed)
    {
        var values = _values.RemoveAll((place, _) => place.Within == followed);
        return ReferenceEquals(values, _values) ? this : new(values, _pasts, Systems);
    }

    /// <summary>The part of the state that outlives the member: the values that the type and its objects hold.</summary>
    public FlowState Shared()
    {
        var values = _values.RemoveAll((place, _) => !place.IsShared);
        var held = new HashSet<SocketId>(values.SelectMany(entry => entry.Value.Sockets));
        return new(values, _pasts.RemoveAll((socket, _) => !socket.IsHeldByType && !held.Contains(socket)), Systems);
    }

    /// <summary>
    /// What the next member can count on: a port that is 0 by one member's doing and another by another's is unknown, and so
    /// is one that other types, or members that have not run yet, may set.
    /// </summary>
    public FlowState WidenForNextMember(Func<ISymbol, bool> isSetByMembers, Func<Place, Value?> stored)
    {
        var settled = _values;
        foreach (var entry in _values)
        {
            if ((entry.Value.MayBeOther || (entry.Key.Symbol is { } set && isSetByMembers(set))) && stored(entry.Key) is { } all)
            {
                settled = settled.SetItem(entry.Key, all);
                continue;
            }

            var isOpen = entry.Key.IsOpenToOthers
                || (entry.Value.MayBePortZero && entry.Key is { Owner: null, Symbol: { } held } && isSetByMembers(held));
            var value = entry.Value.JoinArms(isOpen ? Value.Unknown : entry.Value);
            if (entry.Value.Facts.All(fact => fact is NumberFact or EndPointFact or OriginFact) && !value.Equals(entry.Value))
            {
                settled = settled.SetItem(entry.Key, value);
            }
        }

        return ReferenceEquals(settled, _values) ? this : new(settled, _pasts, Systems);
    }

    /// <summary>Unknown code has run: what it can reach may have been replaced.</summary>
    public FlowState HavocSharedState()
    {
        var values = _values.RemoveAll((place, _) => place.IsReplaceable && place.Within is null);
        return new(values.SetItem(Place.HavocMarker, Value.Unknown), _pasts, Systems);
    }

    /// <summary>
    /// Where a variable turns out to be null, the socket that it might have held does not exist on this path, unless
    /// something else holds it.
    /// </summary>
    public FlowState ForgetUnheld(IEnumerable<SocketId> sockets)
    {
        var pasts = _pasts;
        foreach (var socket in sockets)
        {
            if (!_values.Any((place, value) => place.Capture is null && value.MayBe(socket)))
            {
                pasts = pasts.SetItem(socket, SocketPasts.None);
            }
        }

        return ReferenceEquals(pasts, _pasts) ? this : new(_values, pasts, Systems);
    }

    /// <summary>Something else is written to a place: a socket that was there, and is nowhere else, is not there any more.</summary>
    public FlowState Write(Place place, Value value) =>
        new FlowState(_values.SetItem(place, value), _pasts, Systems)
            .Collect(SocketsOf(this[place]), Value.None, isAtWork: past => past.PortReleased is not null);

    /// <summary>
    /// The code begins again that makes these sockets. One that something still holds, or that listens although nothing does, is the older
    /// one from here on.
    /// </summary>
    public FlowState DemoteToOlder(Func<SocketId, bool> isMadeAgain)
    {
        var (values, pasts) = (_values, _pasts);
        foreach (var entry in _pasts)
        {
            if (entry.Key is { IsReceived: false } socket && socket != socket.Older && isMadeAgain(socket))
            {
                var demoted = values.DemoteToOlder(socket);
                var older = ReferenceEquals(demoted, values) ? entry.Value.Where(IsListening) : entry.Value;
                pasts = pasts.Remove(socket);
                pasts = older.IsEmpty ? pasts : pasts.SetItem(socket.Older, PastsOf(socket.Older).Join(older));
                values = demoted;
            }
        }

        return ReferenceEquals(pasts, _pasts) ? this : new(values, pasts, Systems);
    }

    /// <summary>
    /// Drops what the region declared, and the sockets that nothing else holds, so that a long method does not carry them to its end. A
    /// listener goes on until it is closed, and a port that has been given back may be known for longer as a number.
    /// </summary>
    /// <param name="declared">What the region declared.</param>
    /// <param name="returned">The value that the branch carries along.</param>
    public FlowState Leave(IReadOnlyList<Place> declared, Value returned) =>
        Without(declared, out var released).Collect(released, returned, past => IsListening(past) || past.PortReleased is not null);

    /// <summary>
    /// Drops what a followed call was given. A socket that nothing else holds may still be at work: the call need not have ended it.
    /// </summary>
    public FlowState Return(IReadOnlyList<Place> parameters) => Without(parameters, out _);

    private FlowState Without(IReadOnlyList<Place> places, out List<SocketId>? released)
    {
        released = null;
        var values = _values;
        for (var i = 0; i < places.Count; i++)
        {
            if (_values.TryGetValue(places[i], out var value))
            {
                values = values.Remove(places[i]);
                released = SocketsOf(value, released);
            }
        }

        return ReferenceEquals(values, _values) ? this : new(values, _pasts, Systems);
    }

    /// <summary>Most values are no sockets.</summary>
    private static List<SocketId>? SocketsOf(Value? value, List<SocketId>? others = null)
    {
        foreach (var fact in (value ?? Value.None).Facts)
        {
            if (fact is SocketFact { Socket: { IsReceived: false } socket })
            {
                (others ??= []).Add(socket);
            }
        }

        return others;
    }

    private static bool IsListening(SocketPast past) => past is { IsListening: true, IsDisposed: false };

    /// <summary>Drops those of the sockets that nothing holds, but for what they are still at.</summary>
    private FlowState Collect(List<SocketId>? released, Value carried, Func<SocketPast, bool> isAtWork)
    {
        if (released is null)
        {
            return this;
        }

        var pasts = _pasts;
        foreach (var socket in released)
        {
            if (carried.MayBe(socket) || _values.Any((_, value) => value.MayBe(socket)))
            {
                continue;
            }

            var atWork = PastsOf(socket).Where(isAtWork);
            pasts = atWork.IsEmpty ? pasts.Remove(socket) : pasts.SetItem(socket, atWork);
        }

        return ReferenceEquals(pasts, _pasts) ? this : new(_values, pasts, Systems);
    }

    /// <summary>The state after two paths meet. Returns this very object if <paramref name="other"/> adds nothing.</summary>
    /// <param name="other">The state of the other path.</param>
    /// <param name="initial">What a place holds that a path has not written to.</param>
    public FlowState Join(FlowState other, Func<Place, Value> initial)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        if (IsAfterFailure != other.IsAfterFailure)
        {
            // Of the ways on which the connect has failed and those on which it has not, the question is about the former.
            return IsAfterFailure ? this : other;
        }

        var values = _values.Join(other._values, new ValueJoiner(initial));
        var pasts = _pasts.Join(other._pasts, new PastsJoiner(Systems, other.Systems));
        var systems = Systems | other.Systems;
        return ReferenceEquals(values, _values) && ReferenceEquals(pasts, _pasts) && systems == Systems
            ? this
            : new(values, pasts, systems);
    }
}
