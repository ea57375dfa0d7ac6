using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.PortChoice;

/// <summary>
/// A socket that a method is given by others, who may have one of UDP: to that the option does harm, and the companion's method throws.
/// </summary>
internal static class GivenSocket
{
    /// <summary>What tells, before the bind, that the socket is one for the option; null where that is certain.</summary>
    public static string? ConditionOf(BindCall bind, FixPass pass)
    {
        if (bind.Invocation.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name }
            || pass.Model.GetSymbolInfo(name).Symbol is not IParameterSymbol parameter
            || !pass.Model.IsSocket(parameter.Type)
            || MethodOf(parameter, bind, pass) is not { } method
            || method.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction
            || method.DeclaredAccessibility == Accessibility.Private)
        {
            return null;
        }

        return $"{name.Identifier.Text}.SocketType == {TypeName.At("System.Net.Sockets.SocketType", pass, bind.Position)}.Stream";
    }

    /// <summary>What others call to give it; the receiver of an extension block is given to each of its members.</summary>
    private static IMethodSymbol? MethodOf(IParameterSymbol parameter, BindCall bind, FixPass pass)
        => parameter.ContainingSymbol as IMethodSymbol ?? ExtensionBlocks.MemberAround(pass.Model.GetEnclosingSymbol(bind.Position));
}
