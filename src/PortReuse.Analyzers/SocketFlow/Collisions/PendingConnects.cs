using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Connects whose outcome is no task: <c>BeginConnect</c>, and <c>ConnectAsync(SocketAsyncEventArgs)</c>.</summary>
internal sealed class PendingConnects(CollisionHandling handling, CodeMap map, FailedTasks tasks)
{
    /// <summary>The failure comes out at <c>EndConnect</c>: of the callback, or else of the same body, or else of the type.</summary>
    public bool IsHandled(CodePlace begin, IInvocationOperation call, Failure failure)
    {
        if (begin.Operation.Parent is IArgumentOperation && tasks.IsHandled(begin, 0, failure) is { } handled)
        {
            return handled;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type.Name == "AsyncCallback"
                && handling.BodyOf(begin, argument.Value) is { } callback
                && Ends(callback.Graph).ToList() is { Count: > 0 } ends)
            {
                return ends.Any(end => handling.WhereThrown(new CodePlace(callback.Graph, callback.Symbol, end, null), failure));
            }
        }

        if (Ends(begin.Graph).Select(begin.At).ToList() is { Count: > 0 } own)
        {
            return own.Any(end => handling.WhereThrown(end, failure));
        }

        if (begin.Method?.ContainingType is not { } type)
        {
            return true;
        }

        bool? inType = null;
        foreach (var (name, _) in map.Mentions(type, "EndConnect"))
        {
            // As a method group it goes to code that calls it.
            var isHandled = CallOf(name) is not { } syntax
                || map.Find<IInvocationOperation>(syntax) is not { } end
                || handling.WhereThrown(end, failure);
            inType = inType == true || isHandled;
        }

        return inType ?? true;
    }

    /// <summary>
    /// Whether the type looks at the error in the arguments of an asynchronous connect. Those made elsewhere are looked at elsewhere.
    /// </summary>
    public bool IsResultTested(CodePlace connect, IInvocationOperation call)
    {
        if (connect.Method?.ContainingType is not { } type
            || !call.Arguments.Any(argument => argument.Parameter?.Type.Name == "SocketAsyncEventArgs"))
        {
            return true;
        }

        var isMadeHere = map.Mentions(type, "SocketAsyncEventArgs").Any(mention => mention.Name.Parent is ObjectCreationExpressionSyntax)
            || map.NodesOf(type).Any(node => node.IsKind(SyntaxKind.ImplicitObjectCreationExpression));
        return !isMadeHere
            || map.Mentions(type, "SocketError").Concat(map.Mentions(type, "ConnectByNameError")).Any(mention =>
                mention.Model.GetSymbolInfo(mention.Name).Symbol is IPropertySymbol { ContainingType.Name: "SocketAsyncEventArgs" }
                && IsTested(mention.Name));
    }

    private static IEnumerable<IInvocationOperation> Ends(ControlFlowGraph graph) =>
        CodePlace.All(graph).OfType<IInvocationOperation>().Where(call => call.TargetMethod.Name == "EndConnect");

    private static InvocationExpressionSyntax? CallOf(SimpleNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? name.Parent.Parent : name.Parent) as InvocationExpressionSyntax;

    /// <summary>
    /// In a comparison, a pattern or a switch, or as the answer for whoever waits; not only as text, or for an exception.
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
                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetResult" or "TrySetResult" } } }:
                    return true;
                case InvocationExpressionSyntax or ArgumentSyntax:
                    return false;
            }
        }

        return false;
    }
}
