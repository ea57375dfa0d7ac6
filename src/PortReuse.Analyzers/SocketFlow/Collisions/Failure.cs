using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>An exception on its way out: the collision itself, or one that wraps it or came in its place.</summary>
internal sealed record Failure(ITypeSymbol? Type, bool IsCollision, Failure? Inner = null)
{
    /// <summary>Whether a handler of the type receives it; null: perhaps, for all that is known of its type.</summary>
    public bool? IsA(ITypeSymbol? ancestor)
    {
        if (ancestor is null || ancestor.SpecialType == SpecialType.System_Object)
        {
            return true;
        }

        return Type is null ? null
            : Type.IsOrExtends(ancestor) ? true
            : !IsCollision && ancestor.IsOrExtends(Type) ? null : false;
    }
}
