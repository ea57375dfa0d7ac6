using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>A call of the program's own method that is given a socket, sets options of it, and does nothing else with it.</summary>
internal static class ConfiguringHelper
{
    public static bool IsCalled(FixPass pass, InvocationExpressionSyntax call, ISymbol holder)
    {
        if (pass.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ReturnsVoid: true } called
            || (called.ReducedFrom
                ?? called).DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not BaseMethodDeclarationSyntax method
            || (call.Expression is MemberAccessExpressionSyntax access && !SideEffects.CanRepeat(access.Expression)))
        {
            return false;
        }

        var index = called.ReducedFrom is null ? 0 : 1;
        var given = new List<string>();

        if (index == 1 && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && IsHolder(pass, receiver, holder))
        {
            given.Add(method.ParameterList.Parameters[0].Identifier.ValueText);
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.NameColon is not null || index >= method.ParameterList.Parameters.Count)
            {
                return false;
            }

            if (IsHolder(pass, argument.Expression, holder))
            {
                given.Add(method.ParameterList.Parameters[index].Identifier.ValueText);
            }
            else if (!DroppableArguments.Is(argument.Expression, pass.Model))
            {
                return false;
            }

            index++;
        }

        return given.Count > 0 && method.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => given.Contains(name.Identifier.ValueText)
                && !(name.Parent is MemberAccessExpressionSyntax member && member.Name == name))
            .All(Configures);
    }

    private static bool IsHolder(FixPass pass, ExpressionSyntax expression, ISymbol holder)
    {
        var socket = expression is MemberAccessExpressionSyntax { Name.Identifier.Text: "Client", Expression: var client }
            ? client
            : expression;

        return SymbolEqualityComparer.Default.Equals(pass.Model.GetSymbolInfo(socket).Symbol, holder);
    }

    private static bool Configures(IdentifierNameSyntax socket) => socket.Parent switch
    {
        MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access => assignment.Left == access,
        MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax, Name.Identifier.Text: var name } =>
            name is "SetSocketOption" or "SetRawSocketOption" or "IOControl" or "TrySetBindAddressNoPort" or "TrySetLocalPortRange",
        _ => false,
    };
}
