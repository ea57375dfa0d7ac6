using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>A call of <c>Socket.Bind</c> whose socket can be named a second time.</summary>
internal sealed class BindCall
{
    private BindCall(InvocationExpressionSyntax invocation, ExpressionSyntax expression, string callPrefix)
    {
        Invocation = invocation;
        Expression = expression;
        CallPrefix = callPrefix;
    }

    /// <summary><c>Bind(ep)</c> with what stands before it, as far as the nearest <c>?.</c>.</summary>
    public InvocationExpressionSyntax Invocation { get; }

    /// <summary>The whole of <c>client?.Client.Bind(ep)</c>.</summary>
    public ExpressionSyntax Expression { get; }

    /// <summary>The text before the name of another member of the same socket: <c>client?.Client.</c></summary>
    public string CallPrefix { get; }

    public int Position => Expression.SpanStart;

    public static BindCall? TryCreate(FixPass pass, InvocationExpressionSyntax invocation)
    {
        if (pass.Model.GetSymbolInfo(invocation).Symbol is not IMethodSymbol { Name: "Bind" } method
            || !pass.Model.IsSocket(method.ContainingType))
        {
            return null;
        }

        ExpressionSyntax expression = invocation;

        while (expression.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == expression)
        {
            expression = access;
        }

        return CallPrefixOf(expression, invocation) is { } prefix ? new BindCall(invocation, expression, prefix) : null;
    }

    /// <summary>
    /// Calls a method of the companion in its place, which takes an <c>IPEndPoint</c>; null where it is bound to what the code knows as
    /// another type.
    /// </summary>
    public IReadOnlyList<TextChange>? TryReplace(CompanionMethod method, FixPass pass)
    {
        if (Invocation.ArgumentList.Arguments is not { Count: 1 } arguments
            || pass.Model.GetTypeInfo(arguments[0].Expression).Type is not { } type
            || !pass.Model.IsIPEndPoint(type))
        {
            return null;
        }

        var called = Invocation.Expression switch
        {
            MemberAccessExpressionSyntax { Expression: not BaseExpressionSyntax } access => new TextChange(access.Name.Span, method.Name),
            MemberBindingExpressionSyntax binding => new TextChange(binding.Name.Span, method.Name),
            var bare => new TextChange(bare.Span, CallPrefix + method.Name),
        };

        return arguments[0].NameColon is { Name: var name } ? [called, new TextChange(name.Span, "localEndPoint")] : [called];
    }

    private static string? CallPrefixOf(ExpressionSyntax expression, InvocationExpressionSyntax invocation)
    {
        var (receiver, name) = invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Expression, access.Name),
            MemberBindingExpressionSyntax binding => (null, binding.Name),
            var simple => (null, simple as SimpleNameSyntax),
        };

        // `Bind(ep)` and `base.Bind(ep)`, within a class derived from Socket. An extension method can be called on neither.
        if (name == invocation.Expression || receiver is BaseExpressionSyntax)
        {
            return "this.";
        }

        for (var access = expression; access != invocation; access = ((ConditionalAccessExpressionSyntax)access).WhenNotNull)
        {
            if (!SideEffects.CanRepeat(((ConditionalAccessExpressionSyntax)access).Expression))
            {
                return null;
            }
        }

        if (name is null || (receiver is not null && !SideEffects.CanRepeat(receiver)))
        {
            return null;
        }

        // Token by token, so that a comment or line break between them is not written twice.
        var tokens = expression.DescendantTokens().TakeWhile(token => token.SpanStart < name.SpanStart);

        return string.Concat(tokens.Select(token => token.Text));
    }
}
