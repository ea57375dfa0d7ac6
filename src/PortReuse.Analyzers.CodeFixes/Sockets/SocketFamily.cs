using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>The address family of a new socket, as an expression.</summary>
internal static class SocketFamily
{
    /// <summary>False where it cannot be told; with no family where the socket has both.</summary>
    public static bool TryGet(FixPass pass, ConnectStatement connect, BaseObjectCreationExpressionSyntax creation, out string? family)
    {
        family = null;

        if (pass.Model.GetSymbolInfo(creation).Symbol is not IMethodSymbol constructor)
        {
            return false;
        }

        var arguments = creation.ArgumentList?.Arguments ?? default;

        if (constructor.Parameters.Length == 0
            || constructor.Parameters[0].Type.Name == "SocketType" || IsDualMode(pass, connect, creation))
        {
            return true;
        }

        family = constructor.Parameters[0].Type.Name switch
        {
            "AddressFamily" when DroppableArguments.Is(arguments[0].Expression, pass.Model) => OneLine.Of(arguments[0].Expression),
            "IPEndPoint" => FamilyOf(arguments[0].Expression),
            _ => null,
        };

        return family is not null;
    }

    private static string? FamilyOf(ExpressionSyntax endPoint) => endPoint switch
    {
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } parts } when SideEffects.CanRepeat(parts[0].Expression) =>
            OneLine.Of(parts[0].Expression) + ".AddressFamily",
        _ when SideEffects.CanRepeat(endPoint) && endPoint is not CastExpressionSyntax => OneLine.Of(endPoint) + ".AddressFamily",
        _ => null,
    };

    private static bool IsDualMode(FixPass pass, ConnectStatement connect, BaseObjectCreationExpressionSyntax creation) =>
        creation.Initializer?.ToString().Contains("DualMode") == true
            || SocketHolder.ReferencesIn(pass, connect.Statement, connect.Holder.Symbol)
                .Any(reference => reference.Parent is MemberAccessExpressionSyntax { Name.Identifier.Text: "DualMode" });
}
