using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>
/// Which fields and properties of a type its own code sets anywhere but in a constructor. What the constructors leave in the others is what
/// every member finds. A name is bound only where it is one that is asked for.
/// </summary>
internal sealed class AssignedMembers(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel?> modelOf, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private ILookup<string, SimpleNameSyntax>? _names;

    public bool Mention(ISymbol member)
    {
        if (!_known.TryGetValue(member, out var isAssigned))
        {
            _names ??= FindNames();
            _known[member] = isAssigned = _names[member.Name].Any(name => AssignedNames.Means(name, member, modelOf, cancellation));
        }

        return isAssigned;
    }

    private ILookup<string, SimpleNameSyntax> FindNames() => AssignedNames
        .In(type.DeclaringSyntaxReferences.SelectMany(
            part => part.GetSyntax(cancellation).DescendantNodes(inner => inner is not ConstructorDeclarationSyntax)))
        .ToLookup(name => name.Identifier.ValueText);
}
