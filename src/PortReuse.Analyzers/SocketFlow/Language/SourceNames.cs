using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Names of things as the code writes them, for messages.</summary>
internal static class SourceNames
{
    private const int MaxLength = 60;

    public static string Of(IOperation operation) => operation is IInstanceReferenceOperation ? "this" : Shorten(operation.Syntax);

    /// <summary>The name of a new object: the variable that it is assigned to, or else the creation itself.</summary>
    public static string OfCreated(IOperation creation)
    {
        for (var node = creation.Syntax; node is not null; node = node.Parent)
        {
            switch (node.Parent)
            {
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    return variable.Identifier.ValueText;
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                    return property.Identifier.ValueText;
                case AssignmentExpressionSyntax assignment when assignment.Right == node:
                    return Shorten(assignment.Left);
                case ParenthesizedExpressionSyntax or CastExpressionSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax:
                    continue;
                default:
                    return Shorten(creation.Syntax);
            }
        }

        return Shorten(creation.Syntax);
    }

    /// <summary>The socket that an operation is done to.</summary>
    public static string OfReceiver(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } instance } => Of(instance),
        IInvocationOperation call when ArgumentOrder.Of(call) is [var receiver, ..] => Of(receiver),
        IPropertyReferenceOperation { Instance: IFlowCaptureReferenceOperation { } created } => OfCreated(created),
        IPropertyReferenceOperation { Instance: { } instance } => Of(instance),
        IInvalidOperation { ChildOperations: var children } when children.FirstOrDefault() is { } receiver => Of(receiver),
        _ => Of(operation),
    };

    private static string Shorten(SyntaxNode node)
    {
        // A call is as long as the lambdas in it, and only its beginning is wanted.
        var span = node.Span;
        var text = node.SyntaxTree.GetText().ToString(new TextSpan(span.Start, Math.Min(span.Length, MaxLength)));
        var line = text.IndexOfAny(['\r', '\n']);
        return line >= 0 || span.Length > MaxLength
            ? text.Substring(0, Math.Min(line < 0 ? text.Length : line, MaxLength - 1)).TrimEnd() + "…"
            : text;
    }
}
