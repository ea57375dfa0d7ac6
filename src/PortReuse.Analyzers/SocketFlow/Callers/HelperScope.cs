using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Callers;

/// <summary>Whose code can use a member at all.</summary>
internal sealed class HelperScope
{
    /// <summary>The type within whose declaration the member is private; null where it is not.</summary>
    private readonly INamedTypeSymbol? _within;

    /// <summary>The type that a user has to extend; null where none has.</summary>
    private readonly INamedTypeSymbol? _extending;

    public HelperScope(ISymbol helper)
    {
        for (var member = helper; member.ContainingType is { } type; member = type)
        {
            if (member.DeclaredAccessibility == Accessibility.Private)
            {
                _within = type;
                break;
            }

            if (member.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                _extending ??= type;
            }
        }
    }

    /// <summary>The files that its users may be in.</summary>
    public IEnumerable<SyntaxTree> FilesOf(IEnumerable<SyntaxTree> all) =>
        _within is null ? all : _within.DeclaringSyntaxReferences.Select(part => part.SyntaxTree).Distinct();

    /// <summary>Whether the code of a type may use it.</summary>
    public bool Includes(INamedTypeSymbol user) =>
        (_within is null || AndAround(user).Any(type => SymbolEqualityComparer.Default.Equals(type, _within)))
        && (_extending is null || AndAround(user).Any(type => type.IsOrExtendsDefinition(_extending)));

    private static IEnumerable<INamedTypeSymbol> AndAround(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            yield return type.OriginalDefinition;
        }
    }
}
