using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>
/// The properties that have a field of their own. To ask takes a look at all members of their type, and the same are asked about again and
/// again.
/// </summary>
internal sealed class AutomaticProperties
{
    private readonly Dictionary<IPropertySymbol, bool> _known = new(SymbolEqualityComparer.Default);

    public bool Include(IPropertySymbol property)
    {
        if (property.IsIndexer || property.IsAbstract || property.DeclaringSyntaxReferences.IsEmpty)
        {
            return false;
        }

        if (!_known.TryGetValue(property, out var isAutomatic))
        {
            _known[property] = isAutomatic = property.ContainingType.GetMembers().Any(member =>
                member is IFieldSymbol { AssociatedSymbol: { } associated }
                    && SymbolEqualityComparer.Default.Equals(associated, property.OriginalDefinition));
        }

        return isAutomatic;
    }
}
