using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.PortChoice;

/// <summary>
/// A socket parameter of a method that other code can call, with a UDP socket for instance: the option would harm that, and the companion's
/// method would throw.
/// </summary>
internal static class GivenSocket
{
    /// <summary>The test, before the bind, that the option suits the socket; null if that is certain.</summary>
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

    /// <summary>
    /// The members through which other code passes it; the receiver of an extension block is passed to each of its members.
    /// </summary>
    private static IMethodSymbol? MethodOf(IParameterSymbol parameter, BindCall bind, FixPass pass) =>
        parameter.ContainingSymbol as IMethodSymbol ?? ExtensionBlocks.MemberAround(pass.Model.GetEnclosingSymbol(bind.Position));
}
