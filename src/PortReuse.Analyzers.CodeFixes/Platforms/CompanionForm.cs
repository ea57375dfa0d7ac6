using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Platforms;
using Option = PortReuse.Analyzers.SocketFlow.Symbols.SocketOption;

namespace PortReuse.Analyzers.CodeFixes.Platforms;

/// <summary>A raw option written as a call of the companion, where that does the same on the option's own system.</summary>
internal static class CompanionForm
{
    /// <summary>Null where no method of the companion does the same, or it is not referenced.</summary>
    /// <remarks>
    /// Its methods refuse a socket that is bound, or that is no TCP socket, so nothing may be unknown of it. Those that do not
    /// begin with <c>Try</c> throw another exception on Windows than the raw option does, so they are for code that does not run there.
    /// </remarks>
    public static IReadOnlyCollection<TextChange>? Of(InvocationExpressionSyntax call, Diagnostic diagnostic, Systems reached, FixPass pass)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.IsFresh)
            || !diagnostic.Properties.TryGetValue(DiagnosticProperties.Option, out var option)
            || !IsStatement(call)
            || NameOf(call) is not { Identifier.Text: "SetRawSocketOption" or "SetSocketOption" } name)
        {
            return null;
        }

        var (method, arguments) = option switch
        {
            nameof(Option.BindAddressNoPort) or nameof(Option.ReuseUnicastPort) => (CompanionMethod.TrySetBindAddressNoPort, ""),
            nameof(Option.LocalPortRange) => (CompanionMethod.TrySetLocalPortRange, RangeOf(call, pass.Model)),
            nameof(Option.RawReusePort) when !reached.HasFlag(Systems.Windows) => (CompanionMethod.SetReusePort, "true"),
            nameof(Option.RawReuseAddress) when !reached.HasFlag(Systems.Windows) => (CompanionMethod.SetReuseAddress, "true"),
            _ => default((CompanionMethod, string?)),
        };

        if (method is null || arguments is null || !method.IsInAllOf(pass))
        {
            return null;
        }

        return
        [
            new TextChange(TextSpan.FromBounds(name.SpanStart, call.Span.End), $"{method.Name}({arguments})"),
            .. method.Imports(pass, call.SpanStart),
        ];
    }

    /// <summary>Whether nothing is made of what the call returns.</summary>
    private static bool IsStatement(ExpressionSyntax call)
    {
        while (call.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == call)
        {
            call = access;
        }

        return call.Parent is ExpressionStatementSyntax;
    }

    private static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: not BaseExpressionSyntax } access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    /// <summary>The two bounds in <c>BitConverter.GetBytes(low | (high &lt;&lt; 16))</c>.</summary>
    private static string? RangeOf(InvocationExpressionSyntax call, SemanticModel model)
    {
        if (call.ArgumentList.Arguments is not { Count: 3 } arguments
            || arguments[2].Expression is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } values } bytes
            || model.GetSymbolInfo(bytes).Symbol is not IMethodSymbol { Name: "GetBytes", ContainingType.Name: "BitConverter" })
        {
            return null;
        }

        var value = values[0].Expression;

        if (Plain(value) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.BitwiseOrExpression } both)
        {
            var (left, right) = (Plain(both.Left), Plain(both.Right));

            if (HighOf(right) is { } high)
            {
                return $"{left}, {high}";
            }

            if (HighOf(left) is { } first)
            {
                return $"{right}, {first}";
            }
        }

        return model.GetConstantValue(value) is { HasValue: true, Value: int constant } ? $"{constant & 0xffff}, {(constant >> 16) & 0xffff}" : null;
    }

    private static ExpressionSyntax? HighOf(ExpressionSyntax shifted) =>
        shifted is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LeftShiftExpression,
            Right: LiteralExpressionSyntax { Token.Value: 16 } } shift
            ? Plain(shift.Left)
            : null;

    private static ExpressionSyntax Plain(ExpressionSyntax expression) =>
        expression is ParenthesizedExpressionSyntax parenthesized ? Plain(parenthesized.Expression) : expression;
}
