using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// Whether a type looks at the error in the arguments of an asynchronous connect, in whichever member: they come back by an event.
/// </summary>
internal static class EventArgsResults
{
    /// <summary>Those made elsewhere are looked at elsewhere.</summary>
    public static bool AreTested(IInvocationOperation connect, INamedTypeSymbol type, CompilationScope scope)
    {
        var nodes = type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes()).ToList();
        return !connect.Arguments.Any(argument => argument.Parameter?.Type.Name == "SocketAsyncEventArgs")
            || !nodes.Any(IsMade)
            || nodes.OfType<SimpleNameSyntax>().Any(name =>
                name.Identifier.ValueText is "SocketError" or "ConnectByNameError"
                && scope.Models.Of(name.SyntaxTree)?.GetSymbolInfo(name).Symbol is IPropertySymbol { ContainingType.Name: "SocketAsyncEventArgs" }
                && IsTested(name));
    }

    private static bool IsMade(SyntaxNode node) =>
        node is ImplicitObjectCreationExpressionSyntax
            or ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "SocketAsyncEventArgs" } };

    /// <summary>
    /// In a comparison, a pattern or a switch, or as the answer for a waiting caller; not only as text, or for an exception.
    /// </summary>
    private static bool IsTested(SimpleNameSyntax name)
    {
        for (SyntaxNode? node = name; node is ExpressionSyntax or SubpatternSyntax or NameColonSyntax; node = node.Parent)
        {
            switch (node.Parent)
            {
                case BinaryExpressionSyntax binary
                    when binary.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression or SyntaxKind.IsExpression:
                case IsPatternExpressionSyntax isPattern when isPattern.Expression == node:
                case SwitchExpressionSyntax switchExpression when switchExpression.GoverningExpression == node:
                case SwitchStatementSyntax:
                case SubpatternSyntax:
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } }
                    when called.Name.Identifier.ValueText is "SetResult" or "TrySetResult":
                    return true;
                case InvocationExpressionSyntax or ArgumentSyntax:
                    return false;
            }
        }

        return false;
    }
}
