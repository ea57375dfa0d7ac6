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
internal sealed record SystemTestFact(Systems WhenTrue, Systems WhenFalse) : Fact
{
    /// <summary>It tells the collision of a connect from other errors, too.</summary>
    public bool IdentifiesCollision { get; init; }
}

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

/// <summary>
/// A connect of the socket that is under way, as a task or an <c>IAsyncResult</c>: whether it fails is seen where that is waited for.
/// </summary>
internal sealed record ConnectFact(SocketId Socket) : Fact;

/// <summary>The handlers of an event.</summary>
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
