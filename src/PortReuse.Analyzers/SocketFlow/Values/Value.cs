using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>Something known of a value on some path.</summary>
internal abstract record Fact;

internal sealed record SocketFact(SocketId Socket) : Fact
{
    public override string ToString() => Socket.Name;
}

/// <summary>
/// A port is a number as any other until it is bound to. <paramref name="On"/>: the systems on which the code names this
/// number, for an option's number may be chosen by the system.
/// </summary>
internal sealed record NumberFact(int Number, Systems On = Systems.All) : Fact
{
    /// <summary>A test of an unknown value has shown it; where the paths meet again, nothing is known once more.</summary>
    public bool IsTested { get; init; }

    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// Nothing is known of a value but where it is from, by which it is told to be the same as another: what a place holds
/// before the code runs, what an operation returns, or the port that a socket is bound to.
/// </summary>
internal sealed record OriginFact(object Key) : Fact
{
    public override string ToString() => "?";
}

/// <summary>A test of the value has shown that it is not 0.</summary>
internal sealed record NonZeroFact : Fact
{
    public static readonly NonZeroFact Instance = new();

    public override string ToString() => "not 0";
}

internal sealed record NullFact : Fact
{
    public static readonly NullFact Instance = new();

    public override string ToString() => "null";
}

internal enum AddressKind
{
    Unknown,
    Wildcard,
    Specific,
}

/// <summary>An IP address; <paramref name="Key"/> tells it from others, null where nothing does.</summary>
internal sealed record AddressFact(AddressKind Kind, object? Key = null) : Fact
{
    public static readonly AddressFact Unknown = new(AddressKind.Unknown);

    public override string ToString() => Kind.ToString();
}

/// <summary>An <c>IPEndPoint</c>; <paramref name="Port"/> is null where nothing is known of it.</summary>
internal sealed record EndPointFact(Fact? Port, AddressFact At, SyntaxNode? Origin) : Fact
{
    public AddressKind Address => At.Kind;

    public bool PortIsZero => Port is NumberFact { Number: 0 };

    /// <summary>Nothing is known of the endpoint but where it is from.</summary>
    public bool IsOnlyAnOrigin => Origin is null && Port is OriginFact;

    public override string ToString() =>
        IsOnlyAnOrigin ? "?" : $"{(Address == AddressKind.Wildcard ? "*" : "ip")}:{Port?.ToString() ?? "?"}";
}

/// <summary>An array, a list or a query, in which this endpoint may be.</summary>
internal sealed record ElementFact(EndPointFact Element) : Fact
{
    public override string ToString() => $"[{Element}]";
}

/// <summary>A sequence of endpoints of which one or another has been given another port, so that nothing is said of any.</summary>
internal sealed record ChangedElementsFact : Fact
{
    public static readonly ChangedElementsFact Instance = new();

    public override string ToString() => "[?]";
}

/// <summary>A boolean that tells the operating system: the systems on which it can be true, and false.</summary>
internal sealed record SystemTestFact(Systems WhenTrue, Systems WhenFalse) : Fact;

/// <summary>An object of a type of the compilation, or a tuple, whose members are followed.</summary>
internal sealed record ObjectFact(ObjectId Object) : Fact
{
    public override string ToString() => Object.ToString();
}

/// <summary>A lambda, an anonymous method or a local function, to be followed where it is run or handed over.</summary>
/// <param name="Body">Its body.</param>
/// <param name="Creator">The code that makes it.</param>
/// <param name="On">The systems on which it is made, and so the only ones on which it can run.</param>
internal sealed record DelegateFact(FlowBody Body, FlowFrame Creator, Systems On) : Fact;

/// <summary>A connect of the socket that is under way, as a task or an <c>IAsyncResult</c>: whether it fails is seen where that is waited for.</summary>
internal sealed record ConnectFact(SocketId Socket) : Fact;

/// <summary>Those who are told of an event.</summary>
internal sealed record EventFact : Fact
{
    public static readonly EventFact Instance = new();
}

/// <summary>A <c>DnsEndPoint</c>: a name, with as many addresses as it may have.</summary>
internal sealed record HostNameFact : Fact
{
    public static readonly HostNameFact Instance = new();

    public override string ToString() => "host name";
}

/// <summary>A text that is an IP address: where it stands for a host, that has this one address.</summary>
internal sealed record AddressTextFact : Fact
{
    public static readonly AddressTextFact Instance = new();

    public override string ToString() => "address";
}

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
                isZeroTested |= fact is NumberFact { IsTested: true };
                isTested |= fact is NonZeroFact or OriginFact;
                if (builder.Count > MaxKnown)
                {
                    return Widened;
                }
            }
        }

        var distinct = builder.ToImmutable();
        if (isZeroTested && isTested)
        {
            distinct = distinct.RemoveAll(fact => fact is NumberFact { IsTested: true } or NonZeroFact);
            mayBeOther = true;
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
