using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>
/// One object that the code creates and that is followed for the sockets and endpoints in it: an instance of a type of the
/// compilation, or a tuple.
/// </summary>
internal sealed class ObjectId(ITypeSymbol? type)
{
    public ITypeSymbol? Type { get; } = type;

    /// <summary>The call that made it, where that passed the port 0 on; null where it did not.</summary>
    public IOperation? PortZeroCall { get; set; }

    /// <summary>Code that is not followed has it, or may come by it.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>The objects go where they are not followed.</summary>
    public static void Escape(IEnumerable<ObjectId> objects)
    {
        foreach (var each in objects)
        {
            each.IsEscaped = true;
        }
    }

    public override string ToString() => Type?.Name ?? "tuple";
}
