using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>
/// What a value may be: each fact holds on some path. <see cref="MayBeOther"/> says that on some path nothing is known.
/// </summary>
internal readonly struct Value : IEquatable<Value>
{
    /// <summary>Beyond this many, no list of alternatives is worth its cost, and the value is widened.</summary>
    public const int MaxFacts = 8;

    /// <summary>And of so many, not enough can go for that to change.</summary>
    private const int MaxKnown = 2 * MaxFacts;

    private readonly ImmutableArray<Fact> _facts;

    private Value(ImmutableArray<Fact> facts, bool mayBeOther, bool isWidened = false)
    {
        _facts = facts;
        MayBeOther = mayBeOther;
        IsWidened = isWidened;
    }

    /// <summary>No path has come by yet.</summary>
    public static Value None => new(ImmutableArray<Fact>.Empty, false);

    public static Value Unknown => new(ImmutableArray<Fact>.Empty, true);

    /// <summary>
    /// There were too many alternatives, and there are whichever of them is joined again: what is known in the end must not depend on which
    /// paths came first.
    /// </summary>
    public static Value Widened => new(ImmutableArray<Fact>.Empty, true, true);

    public static Value Of(Fact fact, bool mayBeOther = false) => new(ImmutableArray.Create(fact), mayBeOther);

    public static Value Of(IEnumerable<Fact> facts, bool mayBeOther)
    {
        // There are one or two of them, nearly always: a set would cost more than it saves.
        var builder = ImmutableArray.CreateBuilder<Fact>(2);
        var isZeroTested = false;
        var isTested = false;
        foreach (var fact in facts)
        {
            if (!IsIn(builder, fact))
            {
                builder.Add(fact);
                isZeroTested |= fact is NumberFact { IsTested: true } or EndPointFact { Port: NumberFact { IsTested: true } };
                isTested |= fact is NonZeroFact or OriginFact or EndPointFact { Port: NonZeroFact or OriginFact };
                if (builder.Count > MaxKnown)
                {
                    return Widened;
                }
            }
        }

        var distinct = builder.ToImmutable();
        if (isZeroTested && isTested)
        {
            distinct = TestedPorts.Meet(distinct, ref mayBeOther);
        }

        return distinct.Length > MaxFacts ? Widened : new(distinct, mayBeOther);
    }

    public ImmutableArray<Fact> Facts => _facts.IsDefault ? ImmutableArray<Fact>.Empty : _facts;

    public bool MayBeOther { get; }

    /// <summary>There were more alternatives than are told apart.</summary>
    public bool IsWidened { get; }

    /// <summary>Nothing has been written, so nothing can be read.</summary>
    public bool IsNone => Facts.IsEmpty && !MayBeOther;

    public bool HasFacts => !Facts.IsEmpty;

    /// <summary>The one object that the value is; null where it may be another.</summary>
    public ObjectId? OnlyObject => Objects is [var only] ? only : null;

    /// <summary>The objects that the value may be, but for null, on which nothing can be called; none where it may be any.</summary>
    public IReadOnlyList<ObjectId> Objects => !MayBeOther && Facts.All(fact => fact is ObjectFact or NullFact)
        ? [.. Facts.OfType<ObjectFact>().Select(fact => fact.Object)]
        : [];

    public bool MayBePortZero => Facts.Any(IsZero);

    /// <summary>The sockets that the value may be, each once.</summary>
    public IReadOnlyList<SocketId> Sockets
    {
        get
        {
            // Most values are no sockets, and this is asked of every value again and again.
            List<SocketId>? sockets = null;
            foreach (var fact in Facts)
            {
                if (fact is SocketFact { Socket: var socket })
                {
                    (sockets ??= []).Add(socket);
                }
            }

            return (IReadOnlyList<SocketId>?)sockets ?? [];
        }
    }

    /// <summary>Whether the value may be this socket.</summary>
    public bool MayBe(SocketId socket)
    {
        foreach (var fact in Facts)
        {
            if (fact is SocketFact { Socket: var one } && one == socket)
            {
                return true;
            }
        }

        return false;
    }

    public Value Join(Value other)
    {
        if (IsWidened || other.IsWidened)
        {
            return Widened;
        }

        // Most paths bring nothing new.
        var mayBeOther = MayBeOther || other.MayBeOther;
        return other.AreIn(this) ? new(Facts, mayBeOther) : Of(Facts.AddRange(other.Facts), mayBeOther);
    }

    /// <summary>
    /// As <see cref="Join"/>, for the arms of one expression: <c>port ?? 0</c> does not say that the port is 0, whereas
    /// a variable that is 0 unless a statement overwrites it does.
    /// </summary>
    public Value JoinArms(Value other)
    {
        var joined = Join(other);
        if (joined.Facts.All(fact => fact is NullFact || IsZero(fact)) && !joined.MayBeOther)
        {
            return joined;
        }

        return joined.Facts.Any(IsZero) ? Of(joined.Facts.Where(fact => !IsZero(fact)), mayBeOther: true) : joined;
    }

    private static bool IsZero(Fact fact) => fact is NumberFact { Number: 0 } or EndPointFact { PortIsZero: true };

    public bool Equals(Value other)
    {
        return MayBeOther == other.MayBeOther && IsWidened == other.IsWidened && Facts.Length == other.Facts.Length && AreIn(other);
    }

    /// <summary>Whether the other value may be all that this one is said to be.</summary>
    private bool AreIn(Value other)
    {
        if (Facts == other.Facts)
        {
            return true;
        }

        var others = other.Facts;
        foreach (var fact in Facts)
        {
            if (!IsIn(others, fact))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsIn<TList>(TList facts, Fact sought)
        where TList : IReadOnlyList<Fact>
    {
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts[i].Equals(sought))
            {
                return true;
            }
        }

        return false;
    }

    public override bool Equals(object? obj) => obj is Value other && Equals(other);

    public override int GetHashCode() => Facts.Length;

    public override string ToString() =>
        string.Join(" or ", Facts.Select(fact => fact.ToString()).Concat(MayBeOther ? ["?"] : Array.Empty<string>()).Distinct());
}
