using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>How the socket that connects was made, and how another one like it is.</summary>
internal static class SocketCreation
{
    /// <summary>
    /// The one expression in the member that gives the holder its socket before it connects; null where there is none, or another.
    /// </summary>
    public static ExpressionSyntax? Of(FixPass pass, ConnectStatement connect)
    {
        var values = new List<ExpressionSyntax>();

        if (connect.Holder.Declarator is { Initializer.Value: var initial })
        {
            values.Add(initial);
        }

        values.AddRange(SocketHolder.ReferencesIn(pass, connect.Statement, connect.Holder.Symbol)
            .Where(reference => reference.SpanStart < connect.Statement.SpanStart)
            .Select(reference => reference.Parent)
            .OfType<AssignmentExpressionSyntax>()
            .Select(assignment => assignment.Right));

        values.RemoveAll(value => value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression
            or SyntaxKind.SuppressNullableWarningExpression);

        return values.Count == 1 ? values[0] : null;
    }

    /// <summary>The expressions that make another one, the likest first. Which of them leave it unbound is not looked at.</summary>
    public static IEnumerable<string> Others(FixPass pass, ConnectStatement connect, ExpressionSyntax? made, Location? origin)
    {
        if (made is BaseObjectCreationExpressionSyntax creation && !IsBound(creation, pass.Model) && CanRepeat(creation, pass.Model))
        {
            yield return OneLine.Of(creation);
            yield break;
        }

        if (made is InvocationExpressionSyntax factory
            && pass.Model.GetSymbolInfo(factory).Symbol is IMethodSymbol { DeclaringSyntaxReferences.Length: > 0 }
            && DroppableArguments.Are(factory.ArgumentList, pass.Model))
        {
            yield return OneLine.Of(factory);
        }

        var source = origin?.SourceTree == pass.Model.SyntaxTree ? pass.NodeAt(origin!) : null;

        if (source is BaseObjectCreationExpressionSyntax first && !IsBound(first, pass.Model))
        {
            if (IsConstant(first, pass.Model))
            {
                yield return OneLine.Of(first);
            }

            // A socket for both families, which its family alone does not say.
            if (first is { ArgumentList.Arguments.Count: 2 } && !connect.Holder.IsClient)
            {
                yield return $"new {SocketType(pass, connect)}({connect.Holder.Read}.SocketType, {connect.Holder.Read}.ProtocolType)";
                yield break;
            }
        }

        if (!connect.Holder.IsClient)
        {
            var read = connect.Holder.Read;

            yield return $"new {SocketType(pass, connect)}({read}.AddressFamily, {read}.SocketType, {read}.ProtocolType)";
        }
    }

    /// <summary>A <c>TcpClient</c> that is bound by its constructor.</summary>
    public static bool IsBound(BaseObjectCreationExpressionSyntax creation, SemanticModel model) =>
        model.GetSymbolInfo(creation).Symbol is not IMethodSymbol constructor
            || constructor.Parameters.Any(parameter => parameter.Type.Name is "IPEndPoint" or "SafeSocketHandle" or "String");

    public static bool CanRepeat(BaseObjectCreationExpressionSyntax creation, SemanticModel model) =>
        (creation.ArgumentList is null || DroppableArguments.Are(creation.ArgumentList, model))
            && (creation.Initializer is null || creation.Initializer.Expressions.All(element =>
                element is AssignmentExpressionSyntax assignment && DroppableArguments.Is(assignment.Right, model)));

    private static bool IsConstant(BaseObjectCreationExpressionSyntax creation, SemanticModel model) =>
        creation is ObjectCreationExpressionSyntax
            && (creation.ArgumentList?.Arguments.All(argument => model.GetConstantValue(argument.Expression).HasValue) ?? true)
            && (creation.Initializer?.Expressions.All(element =>
                element is AssignmentExpressionSyntax assignment && model.GetConstantValue(assignment.Right).HasValue) ?? true);

    private static string SocketType(FixPass pass, ConnectStatement connect) =>
        TypeName.At("System.Net.Sockets.Socket", pass, connect.Statement.SpanStart);
}
