using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.CodeFixes.LateOptions;

/// <summary>Takes an option of a socket away, and each of the additional locations, which set the same in another way.</summary>
internal sealed class RemoveOptionFix(string equivalenceKey, string title) : DocumentFix
{
    public override string EquivalenceKey => equivalenceKey;

    public override string Title(Diagnostic diagnostic) => title;

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic) =>
        [GetEdits(pass, diagnostic)];

    private static List<TextChange> GetEdits(FixPass pass, Diagnostic diagnostic)
    {
        var edits = new List<TextChange>();

        if (diagnostic.Properties.ContainsKey(DiagnosticProperties.Blocked)
            || diagnostic.AdditionalLocations.Any(location => location.SourceTree != diagnostic.Location.SourceTree)
            || !diagnostic.AdditionalLocations.Prepend(diagnostic.Location).All(location => TryRemove(edits, pass, location)))
        {
            return [];
        }

        return edits;
    }

    private static bool TryRemove(List<TextChange> edits, FixPass pass, Location location)
    {
        var before = edits.Count;

        switch (pass.NodeAt(location))
        {
            case InvocationExpressionSyntax call
                when IsBindForConnect(call, pass.Model) && call.Expression is MemberAccessExpressionSyntax access:
                edits.Add(new TextChange(access.Name.Span, "Bind"));
                break;
            case InvocationExpressionSyntax call when SetsOption(call, pass.Model) && DroppableArguments.Are(call.ArgumentList, pass.Model):
                OptionRemovalEdits.TryAdd(edits, pass, call);
                break;
            case AssignmentExpressionSyntax assignment when DroppableArguments.Is(assignment.Right, pass.Model):
                OptionRemovalEdits.TryAdd(edits, pass, assignment);
                break;
        }

        return edits.Count > before;
    }

    // A call of a helper, which may well do more, is not one of these.
    private static bool SetsOption(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol method
            && (model.IsSocket(method.ContainingType) || method.IsExtern || IsCompanion(method));

    private static bool IsBindForConnect(InvocationExpressionSyntax call, SemanticModel model) =>
        model.GetSymbolInfo(call).Symbol is IMethodSymbol { Name: "BindForConnect" } method && IsCompanion(method);

    private static bool IsCompanion(IMethodSymbol method) => CompanionCalls.Is(method.ReducedFrom ?? method);
}
