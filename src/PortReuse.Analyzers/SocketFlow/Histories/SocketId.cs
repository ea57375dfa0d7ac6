using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Histories;

internal enum SocketProtocol
{
    Unknown,
    Tcp,
    Datagram,

    /// <summary>Unix domain, raw, and whatever else has no port.</summary>
    Other,
}

/// <summary>
/// One socket of the method: where it is created, or the place it is first found in. A <c>TcpClient</c> and its
/// <c>Client</c>, a <c>TcpListener</c> and its <c>Server</c> are one and the same socket.
/// </summary>
internal sealed class SocketId(SocketProtocol protocol, string name, SyntaxNode origin)
{
    private SocketId? _former;

    public SocketProtocol Protocol { get; } = protocol;

    /// <summary>What the code calls it where it first appears.</summary>
    public string Name { get; } = name;

    public SyntaxNode Origin { get; } = origin;

    /// <summary>It exists before the method runs: a path that has not used it yet has it all the same.</summary>
    public bool IsReceived { get; init; }

    /// <summary>The code that creates it is seen, and with it all that is done to it from then on.</summary>
    public bool IsCreatedInSight { get; init; }

    /// <summary>The code that creates it runs again and again: it stands for several sockets.</summary>
    public bool IsCreatedRepeatedly { get; init; }

    /// <summary>
    /// The one that the same code has created before, where something has it still: what happens to it does not happen to the new one. All of
    /// those are one. It has the same history, for each is what the code may do to a socket that it creates there.
    /// </summary>
    public SocketId Former => _former ??= IsFormer
        ? this
        : new(Protocol, Name, Origin) { IsCreatedInSight = IsCreatedInSight, IsCreatedRepeatedly = true, Newest = this };

    /// <summary>The socket whose history it is.</summary>
    public SocketId Newest { get => field ?? this; private init; }

    public bool IsFormer => Newest != this;

    /// <summary>It is there before any member of the type runs, and after it.</summary>
    public bool IsHeldByType { get; init; }

    /// <summary>The member that holds it before any code of the analyzed type runs; null where it is made in sight.</summary>
    public ISymbol? Holder { get; init; }

    public override string ToString() => Name;
}
