using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>
/// One socket of the method: where it is created, or the place it is first found in. A <c>TcpClient</c> and its
/// <c>Client</c>, a <c>TcpListener</c> and its <c>Server</c> are one and the same socket.
/// </summary>
internal sealed class SocketId(SocketProtocol protocol, string name, SyntaxNode origin)
{
    private SocketId? _older;

    public SocketProtocol Protocol { get; } = protocol;

    /// <summary>The name in the code at its first appearance.</summary>
    public string Name { get; } = name;

    public SyntaxNode Origin { get; } = origin;

    /// <summary>It exists before the method runs: a path that has not used it yet has it all the same.</summary>
    public bool IsReceived { get; init; }

    /// <summary>The code that creates it is seen, and with it all that is done to it from then on.</summary>
    public bool IsCreatedInSight { get; init; }

    /// <summary>The run of the code that creates it, and the block there; null where it exists before.</summary>
    public (FlowFrame Frame, int Block)? MadeIn { get; init; }

    /// <summary>Whether it is created by a run of code, between the one block and the other, or by what is called from there.</summary>
    public bool IsMadeBy(FlowFrame run, int firstBlock, int lastBlock)
    {
        var block = MadeIn?.Block;
        for (var frame = MadeIn?.Frame; frame is not null; frame = frame.Caller)
        {
            if (frame == run)
            {
                return block >= firstBlock && block <= lastBlock;
            }

            block = frame.Enclosing.Block;
        }

        return false;
    }

    /// <summary>
    /// The one that the same code has created before, where something has it still: what happens to it does not happen to the new one. It
    /// has the same history, which is what the code may do to a socket that it creates there.
    /// </summary>
    public SocketId Older =>
        _older ??= MostRecent != this ? this : new(Protocol, Name, Origin) { IsCreatedInSight = IsCreatedInSight, MostRecent = this };

    /// <summary>The socket whose history it is.</summary>
    public SocketId MostRecent { get => field ?? this; private init; }

    /// <summary>It is there before any member of the type runs, and after it.</summary>
    public bool IsHeldByType { get; init; }

    /// <summary>The member that holds it before any code of the analyzed type runs; null where it is made in sight.</summary>
    public ISymbol? Holder { get; init; }

    public override string ToString() => Name;
}
