using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>
/// One object that the code creates and that is followed for the sockets and endpoints in it: an instance of a type of the
/// compilation, or a tuple.
/// </summary>
internal sealed class ObjectId(ITypeSymbol? type)
{
    public ITypeSymbol? Type { get; } = type;

    public override string ToString() => Type?.Name ?? "tuple";
}
