using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Moves a statement, with its comments, past others that stand with it.</summary>
internal static class StatementMove
{
    /// <summary>Whether it makes no difference to any of them which comes first.</summary>
    public static bool CanPass(StatementSyntax moved, IEnumerable<StatementSyntax> passed, SemanticModel model)
    {
        var own = VariablesOf(moved, model);
        var ownMembers = new HashSet<ISymbol>(MembersIn(moved, model), SymbolEqualityComparer.Default);
        var ownAssigned = new HashSet<ISymbol>(AssignedMembersIn(moved, model), SymbolEqualityComparer.Default);

        foreach (var statement in passed)
        {
            var other = VariablesOf(statement, model);

            if (own is null || other is null
                || other.Value.Written.Overlaps(own.Value.Read) || other.Value.Written.Overlaps(own.Value.Written)
                || own.Value.Written.Overlaps(other.Value.Read)
                || ownMembers.Overlaps(AssignedMembersIn(statement, model))
                || ownAssigned.Overlaps(MembersIn(statement, model)))
            {
                return false;
            }

            // A method of the same type may write any of its fields, and read them.
            if (ownMembers.Any(IsVariable) && CallsOwnType(statement, ownMembers, model))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes it away here, and writes it on the lines before <paramref name="target"/>, or on those after it.</summary>
    public static bool TryAdd(List<TextChange> edits, FixPass pass, StatementSyntax moved, StatementSyntax target, bool after)
    {
        if (Cut(pass, moved) is not { } cut || HasDirectives(pass, moved, target))
        {
            return false;
        }

        var (layout, text) = (pass.Layout, pass.Text);
        var newLine = layout.NewLineAt(moved.SpanStart);

        if (after)
        {
            var end = Layout.EndWithComments(target.GetLastToken());

            if (!layout.IsLastOnLine(end))
            {
                return false;
            }

            edits.Add(new TextChange(new TextSpan(end, 0), newLine + cut.Lines));
        }
        else
        {
            var start = Layout.StartWithComments(target);

            if (!layout.IsFirstOnLine(start))
            {
                return false;
            }

            edits.Add(new TextChange(new TextSpan(text.Lines.GetLineFromPosition(start).Start, 0), cut.Lines + newLine));
        }

        edits.Add(new TextChange(cut.Span, ""));

        return true;
    }

    /// <summary>
    /// The lines of a statement with its comments, and what to remove so that they are gone; null where it shares a line with something
    /// else.
    /// </summary>
    public static (TextSpan Span, string Lines)? Cut(FixPass pass, StatementSyntax statement)
    {
        var (layout, text) = (pass.Layout, pass.Text);
        var start = Layout.StartWithComments(statement);
        var end = Layout.EndWithComments(statement.GetLastToken());

        if (statement.Parent is LabeledStatementSyntax || StatementInsertion.IsEmbedded(statement)
            || !layout.IsFirstOnLine(start) || !layout.IsLastOnLine(end))
        {
            return null;
        }

        return (StatementRemoval.WholeLines(pass, start, end),
            text.ToString(TextSpan.FromBounds(text.Lines.GetLineFromPosition(start).Start, end)));
    }

    private static bool HasDirectives(FixPass pass, SyntaxNode one, SyntaxNode other) => pass.HasDirectives(TextSpan.FromBounds(
        Math.Min(Layout.StartWithComments(one), Layout.StartWithComments(other)), Math.Max(one.Span.End, other.Span.End)));

    private static (HashSet<ISymbol> Read, HashSet<ISymbol> Written)? VariablesOf(StatementSyntax statement, SemanticModel model) =>
        model.AnalyzeDataFlow(statement) is { Succeeded: true } flow
            ? (new(flow.ReadInside, SymbolEqualityComparer.Default),
                new(flow.WrittenInside.Concat(flow.VariablesDeclared), SymbolEqualityComparer.Default))
            : null;

    private static IEnumerable<ISymbol> MembersIn(SyntaxNode node, SemanticModel model) =>
        node.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()
            .Select(name => model.GetSymbolInfo(name).Symbol)
            .OfType<ISymbol>()
            .Where(symbol => symbol is IFieldSymbol or IPropertySymbol);

    private static IEnumerable<ISymbol> AssignedMembersIn(SyntaxNode node, SemanticModel model) =>
        node.DescendantNodesAndSelf()
            .Select(each => each switch
            {
                AssignmentExpressionSyntax { Left: var left } => left,
                ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None, Expression: var argument } => argument,
                PostfixUnaryExpressionSyntax { Operand: var operand } => operand,
                PrefixUnaryExpressionSyntax { Operand: var operand } => operand,
                _ => null,
            })
            .Where(assigned => assigned is not null)
            .Select(assigned => model.GetSymbolInfo(assigned!).Symbol)
            .OfType<ISymbol>()
            .Where(symbol => symbol is IFieldSymbol or IPropertySymbol);

    private static bool IsVariable(ISymbol member) =>
        member is IFieldSymbol { IsReadOnly: false, IsConst: false } or IPropertySymbol { SetMethod: not null }
            && member.DeclaringSyntaxReferences.Length > 0;

    private static bool CallsOwnType(SyntaxNode node, IEnumerable<ISymbol> members, SemanticModel model) =>
        node.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call =>
            model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: var type }
            && members.Any(member => IsVariable(member) && SymbolEqualityComparer.Default.Equals(member.ContainingType, type)));
}
