using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The names that code sets: by an assignment, an argument that is passed by reference, or an increment.</summary>
internal static class AssignedNames
{
    public static IEnumerable<SimpleNameSyntax> In(IEnumerable<SyntaxNode> code) => code.SelectMany(node => node switch
    {
        AssignmentExpressionSyntax assignment => Of(assignment.Left),
        ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument => Of(argument.Expression),
        PrefixUnaryExpressionSyntax { Operand: var operand } => Of(operand),
        PostfixUnaryExpressionSyntax { Operand: var operand } => Of(operand),
        _ => [],
    });

    /// <summary>
    /// Whether the name means the member. A local or a parameter of the same name is another thing, and so is the member of an object of an
    /// unrelated type; a name that means nothing yet may come to mean it.
    /// </summary>
    public static bool Means(
        SimpleNameSyntax name, ISymbol member, Func<SyntaxTree, SemanticModel?> modelOf, CancellationToken cancellation)
    {
        if (name.Identifier.ValueText != member.Name || modelOf(name.SyntaxTree) is not { } model)
        {
            return name.Identifier.ValueText == member.Name;
        }

        return model.GetSymbolInfo(name, cancellation).Symbol switch
        {
            null => true,
            ILocalSymbol or IParameterSymbol or IRangeVariableSymbol =>
                SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, member),
            { ContainingType: { } type } => AreRelated(type.OriginalDefinition, member.ContainingType?.OriginalDefinition),
            _ => true,
        };
    }

    private static IEnumerable<SimpleNameSyntax> Of(ExpressionSyntax target) => target.WithoutParentheses() switch
    {
        IdentifierNameSyntax name => [name],

        // "_local.Port = port" sets the port of what the field holds.
        MemberAccessExpressionSyntax access => Of(access.Expression).Prepend(access.Name),
        TupleExpressionSyntax tuple => tuple.Arguments.SelectMany(element => Of(element.Expression)),
        _ => [],
    };

    private static bool AreRelated(INamedTypeSymbol one, INamedTypeSymbol? other) =>
        other is null || IsOrExtends(one, other) || IsOrExtends(other, one);

    private static bool IsOrExtends(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType?.OriginalDefinition)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }
}
