using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.PortChoice;

/// <summary>Removes a bind that names neither an address nor a port: connect does the same by itself, and better.</summary>
internal sealed class RemoveWildcardBindFix : DocumentFix
{
    public const string Key = "PortReuse.RemoveWildcardBind";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) => "Remove the bind to the wildcard address";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic) =>
        [GetEdits(pass, diagnostic)];

    private static IReadOnlyCollection<TextChange> GetEdits(FixPass pass, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.ContainsKey(DiagnosticProperties.Wildcard) || NeedsTheBind(diagnostic))
        {
            return [];
        }

        diagnostic.Properties.TryGetValue(DiagnosticProperties.Shape, out var shape);

        return (shape, pass.NodeAt(diagnostic)) switch
        {
            (DiagnosticProperties.ShapeBind, InvocationExpressionSyntax node)
                when BindCall.TryCreate(pass, node) is { } bind =>
                Remove(bind, pass),
            (DiagnosticProperties.ShapeConstructor, BaseObjectCreationExpressionSyntax node)
                when BindingConstructor.TryCreate(pass, node) is { } creation =>
                PassTheFamilyAlone(creation, pass),
            _ => [],
        };
    }

    // Without the bind, an early read of LocalEndPoint is null rather than port 0. Several addresses are no obstacle: a socket
    // that is not bound moves from one to the next.
    private static bool NeedsTheBind(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(DiagnosticProperties.Blocked, out var reason)
            && reason != DiagnosticProperties.BlockedBySeveralAddresses;

    private static List<TextChange> Remove(BindCall bind, FixPass pass)
    {
        var edits = new List<TextChange>();

        if (bind.Invocation.ArgumentList.Arguments.All(argument => SideEffects.CanDrop(argument.Expression, pass.Model)))
        {
            if (bind.Expression.Parent is ExpressionStatementSyntax statement)
            {
                StatementRemoval.TryAdd(edits, pass, statement);
            }
            else
            {
                ExpressionBody.TryEmpty(edits, pass, bind.Expression);
            }
        }

        return edits;
    }

    private static IReadOnlyCollection<TextChange> PassTheFamilyAlone(BindingConstructor constructor, FixPass pass)
    {
        // Only where the address can be read in the argument itself: that says which family to pass in its place.
        if (constructor.Argument.Expression is not ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } made
            || !SideEffects.CanDrop(made, pass.Model)
            || pass.Model.GetSymbolInfo(arguments[0].Expression).Symbol is not IFieldSymbol { ContainingType.Name: "IPAddress" } wildcard)
        {
            return [];
        }

        var family = wildcard.Name switch
        {
            "Any" => "InterNetwork",
            "IPv6Any" => "InterNetworkV6",
            _ => null,
        };

        if (family is null || pass.Model.Compilation.TypeNamed("System.Net.Sockets.AddressFamily") is not { } addressFamily)
        {
            return [];
        }

        return [new TextChange(constructor.Argument.Span, $"{TypeName.At(made.SpanStart, addressFamily, pass.Model)}.{family}")];
    }
}
