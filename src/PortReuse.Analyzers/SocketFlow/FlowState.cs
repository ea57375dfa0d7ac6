using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// What is known at one point of the method: what each place holds, and which event of each socket came last. Immutable.
/// </summary>
internal sealed class FlowState
{
    public static readonly FlowState Empty = new(
        ImmutableDictionary<Place, Value>.Empty, ImmutableDictionary<SocketId, ImmutableArray<SocketEvent>>.Empty, Systems.All);

    private const int ManyWays = 8;

    private readonly ImmutableDictionary<Place, Value> _values;
    private readonly ImmutableDictionary<SocketId, ImmutableArray<SocketEvent>> _last;

    private FlowState(
        ImmutableDictionary<Place, Value> values,
        ImmutableDictionary<SocketId, ImmutableArray<SocketEvent>> last,
        Systems systems,
        bool hasManyWays = false)
    {
        HasManyWays = hasManyWays;
        _values = values;
        _last = last;
        Systems = systems;
    }

    /// <summary>The systems that a path to here may run on.</summary>
    public Systems Systems { get; }

    public IEnumerable<SocketId> Sockets => _last.Keys;

    /// <summary>The sockets that code outside the method can reach.</summary>
    public IEnumerable<SocketId> SharedSockets =>
        _values.Where(entry => entry.Key.IsShared || entry.Key == Place.Elsewhere).SelectMany(entry => entry.Value.Sockets).Distinct();

    /// <summary>Null where the path has not written to the place.</summary>
    public Value? this[Place place] => _values.TryGetValue(place, out var value) ? value : null;

    /// <summary>The last events of a socket: one for each way here. Empty where the path has not created it.</summary>
    public ImmutableArray<SocketEvent> Last(SocketId socket) =>
        _last.TryGetValue(socket, out var events) ? events
        : socket.Entry is { } untouched ? ImmutableArray.Create(untouched)
        : ImmutableArray<SocketEvent>.Empty;

    /// <summary>The sockets that some path here has put to use and not closed.</summary>
    public IEnumerable<SocketId> SocketsInUse() => _last
        .Where(entry => entry.Value.Any(last => last.Kind
            is not (SocketEventKind.Created or SocketEventKind.OptionSet or SocketEventKind.Disposed)))
        .Select(entry => entry.Key);

    /// <summary>Some socket may have more last events than <see cref="ManyWays"/>.</summary>
    public bool HasManyWays { get; }

    public FlowState With(Place place, Value value) => new(_values.SetItem(place, value), _last, Systems, HasManyWays);

    public FlowState With(SocketId socket, SocketEvent last) =>
        new(_values, _last.SetItem(socket, ImmutableArray.Create(last)), Systems, HasManyWays);

    public FlowState With(Systems systems) => systems == Systems ? this : new(_values, _last, systems, HasManyWays);

    /// <summary>Lets the many last events of a socket lead to one, so that the history grows with the code and not with its square.</summary>
    public FlowState MeetWhereManyWays(Func<SocketId, SocketEvent> meet)
    {
        if (!HasManyWays)
        {
            return this;
        }

        var last = _last;
        foreach (var entry in _last)
        {
            if (entry.Value.Length > ManyWays)
            {
                var meeting = meet(entry.Key);
                foreach (var before in entry.Value)
                {
                    if (before != meeting)
                    {
                        before.Precede(meeting);
                    }
                }

                last = last.SetItem(entry.Key, ImmutableArray.Create(meeting));
            }
        }

        return new(_values, last, Systems);
    }

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

    /// <summary>What the members of a followed object hold.</summary>
    public IEnumerable<Value> ValuesIn(ObjectId followed) => _values.Where(entry => entry.Key.Within == followed).Select(entry => entry.Value);

    /// <summary>A new object takes the place of the one that the same code created before.</summary>
    public FlowState Renew(ObjectId followed)
    {
        var members = _values.Keys.Where(place => place.Within == followed).ToList();
        return members.Count == 0 ? this : new(_values.RemoveRange(members), _last, Systems, HasManyWays);
    }

    /// <summary>What outlives the member: what the type and its objects hold.</summary>
    public FlowState Shared()
    {
        var values = _values.RemoveRange(_values.Keys.Where(place => !place.IsShared));
        var held = new HashSet<SocketId>(values.Values.SelectMany(value => value.Sockets));
        return new(values, _last.RemoveRange(_last.Keys.Where(socket => !socket.IsHeldByType && !held.Contains(socket))), Systems, HasManyWays);
    }

    /// <summary>
    /// What the next member can count on: a port that is 0 by one member's doing and another by another's is unknown, and so
    /// is one that other types, or members that have not run yet, may set.
    /// </summary>
    public FlowState Settle(Func<ISymbol, bool> isSetByMembers)
    {
        var settled = _values;
        foreach (var entry in _values)
        {
            var isOpen = entry.Key.IsOpenToOthers
                || (entry.Value.MayBePortZero && entry.Key is { Owner: null, Symbol: { } held } && isSetByMembers(held));
            var value = entry.Value.JoinArms(isOpen ? Value.Unknown : entry.Value);
            if (entry.Value.Facts.All(fact => fact is NumberFact or EndPointFact or OriginFact) && !value.Equals(entry.Value))
            {
                settled = settled.SetItem(entry.Key, value);
            }
        }

        return ReferenceEquals(settled, _values) ? this : new(settled, _last, Systems, HasManyWays);
    }

    /// <summary>Unknown code has run: what it can reach may have been replaced.</summary>
    public FlowState ForgetShared()
    {
        var replaceable = _values.Keys.Where(place => place.IsReplaceable && place.Within is null);
        return new(_values.RemoveRange(replaceable).SetItem(Place.Forgotten, Value.Unknown), _last, Systems, HasManyWays);
    }

    /// <summary>
    /// Where a variable turns out to be null, the socket that it might have held does not exist on this path, unless
    /// something else holds it.
    /// </summary>
    public FlowState ForgetUnheld(IEnumerable<SocketId> sockets)
    {
        var last = _last;
        foreach (var socket in sockets)
        {
            if (!_values.Any(entry => entry.Key.Capture is null && entry.Value.Sockets.Contains(socket)))
            {
                last = last.SetItem(socket, ImmutableArray<SocketEvent>.Empty);
            }
        }

        return ReferenceEquals(last, _last) ? this : new(_values, last, Systems, HasManyWays);
    }

    /// <summary>Drops what the region declared, and the sockets that nothing else holds: a long method does not carry them to its end.</summary>
    /// <param name="region">The region left.</param>
    /// <param name="returned">The value that the branch carries along.</param>
    public FlowState Leave(ControlFlowRegion region, Value returned)
    {
        if (region.Locals.IsEmpty && region.CaptureIds.IsEmpty)
        {
            return this;
        }

        var values = _values;
        var released = new HashSet<SocketId>();
        foreach (var place in region.Locals.Select(Place.Of).Concat(region.CaptureIds.Select(capture => Place.Of(capture))))
        {
            if (values.TryGetValue(place, out var value))
            {
                values = values.Remove(place);
                released.UnionWith(value.Sockets);
            }
        }

        if (ReferenceEquals(values, _values))
        {
            return this;
        }

        released.ExceptWith(returned.Sockets);
        var unheld = released.Where(socket => socket.Entry is null && !values.Any(entry => entry.Value.Sockets.Contains(socket)));
        return new(values, _last.RemoveRange(unheld), Systems, HasManyWays);
    }

    /// <summary>What holds where two paths meet. Returns this very object where <paramref name="other"/> adds nothing.</summary>
    /// <param name="other">The state of the other path.</param>
    /// <param name="initial">What a place holds that a path has not written to.</param>
    public FlowState Join(FlowState other, Func<Place, Value> initial)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        var values = JoinValues(other, initial);
        var hasManyWays = HasManyWays || other.HasManyWays;
        var last = JoinLast(other, ref hasManyWays);
        var systems = Systems | other.Systems;
        return ReferenceEquals(values, _values) && ReferenceEquals(last, _last) && systems == Systems
            ? this
            : new(values, last, systems, hasManyWays);
    }

    private ImmutableDictionary<Place, Value> JoinValues(FlowState other, Func<Place, Value> initial)
    {
        if (ReferenceEquals(_values, other._values))
        {
            return _values;
        }

        ImmutableDictionary<Place, Value>.Builder? joined = null;
        foreach (var entry in other._values)
        {
            var mine = _values.TryGetValue(entry.Key, out var known) ? known : initial(entry.Key);
            Store(entry.Key, mine, entry.Value);
        }

        foreach (var entry in _values)
        {
            if (!other._values.ContainsKey(entry.Key))
            {
                Store(entry.Key, entry.Value, initial(entry.Key));
            }
        }

        return joined?.ToImmutable() ?? _values;

        void Store(Place place, Value mine, Value theirs)
        {
            // A capture that one path has not written is an arm not yet taken, not an unknown value.
            var value = place.Capture is null
                ? mine.Join(theirs)
                : mine.IsNone ? theirs : theirs.IsNone ? mine : mine.JoinArms(theirs);
            if (!_values.TryGetValue(place, out var stored) || !stored.Equals(value))
            {
                joined ??= _values.ToBuilder();
                joined[place] = value;
            }
        }
    }

    private ImmutableDictionary<SocketId, ImmutableArray<SocketEvent>> JoinLast(FlowState other, ref bool hasManyWays)
    {
        if (ReferenceEquals(_last, other._last))
        {
            return _last;
        }

        ImmutableDictionary<SocketId, ImmutableArray<SocketEvent>>.Builder? joined = null;
        foreach (var entry in other._last)
        {
            var mine = Last(entry.Key);
            if (mine != entry.Value && Union(mine, entry.Value) is var union && union.Length > mine.Length)
            {
                joined ??= _last.ToBuilder();
                joined[entry.Key] = union;
                hasManyWays |= union.Length > ManyWays;
            }
        }

        foreach (var entry in _last)
        {
            if (entry.Key.Entry is { } untouched && !other._last.ContainsKey(entry.Key) && !entry.Value.Contains(untouched))
            {
                joined ??= _last.ToBuilder();
                joined[entry.Key] = entry.Value.Add(untouched);
            }
        }

        return joined?.ToImmutable() ?? _last;
    }

    private static ImmutableArray<SocketEvent> Union(ImmutableArray<SocketEvent> mine, ImmutableArray<SocketEvent> theirs)
    {
        if (mine.Length + theirs.Length <= 2 * ManyWays)
        {
            return mine.AddRange(theirs.Where(last => !mine.Contains(last)));
        }

        var seen = new HashSet<SocketEvent>(mine);
        return mine.AddRange(theirs.Where(seen.Add));
    }
}
