using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.CodeFixes.LateOptions;

/// <summary>
/// Moves an option, with the guard that it stands in, before the bind; where a constructor binds, between its parts.
/// </summary>
internal sealed class MoveOptionBeforeBindFix : DocumentFix
{
    public const string Key = "PortReuse.MoveOptionBeforeBind";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) => "Set the option before the bind";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic) =>
        [GetEdits(pass, diagnostic)];

    private static IReadOnlyCollection<TextChange> GetEdits(FixPass pass, Diagnostic diagnostic)
    {
        if (diagnostic.Place(DiagnosticProperties.PlaceBind) is not { } bind || !pass.Has(bind))
        {
            return [];
        }

        return Move(pass, pass.NodeAt(diagnostic), pass.NodeAt(bind));
    }

    /// <summary>The changes that move an option before a bind; none where it cannot be.</summary>
    public static IReadOnlyCollection<TextChange> Move(FixPass pass, SyntaxNode option, SyntaxNode bind) =>
        bind is BaseObjectCreationExpressionSyntax creation && BindingConstructor.TryCreate(pass, creation) is { } constructor
            ? MoveIntoConstructor(constructor, option, pass)
            : MoveBefore(bind, option, pass);

    private static List<TextChange> MoveBefore(SyntaxNode bind, SyntaxNode option, FixPass pass)
    {
        var edits = new List<TextChange>();

        if (StatementOf(option, bind, pass) is { } statement
            && StatementList.Around(statement) is var list
            && list.OneWith(bind) is { } target
            && StatementMove.CanPass(statement, list.From(target, statement), pass.Model))
        {
            StatementMove.TryAdd(edits, pass, statement, target, after: false);
        }

        return edits;
    }

    private static List<TextChange> MoveIntoConstructor(BindingConstructor constructor, SyntaxNode option, FixPass pass)
    {
        var creation = constructor.Creation;

        // What the initializer sets comes before the bind as soon as the constructor does not bind.
        if (creation.Initializer?.Contains(option) == true)
        {
            return ConstructorSplit.GetEdits(constructor, _ => [], pass);
        }

        if (StatementOf(option, creation, pass) is not { } statement)
        {
            return [];
        }

        var list = StatementList.Around(statement);
        var first = list.OneWith(creation) ?? list[0];

        if (!(first.Contains(creation)
            || (first.Parent?.Parent is UsingStatementSyntax { Declaration: { } declaration } && declaration.Contains(creation)))
            || !StatementMove.CanPass(statement, list.From(first, statement).Where(passed => !passed.Contains(creation)), pass.Model)
            || StatementMove.Cut(pass, statement) is not { } cut
            || pass.HasDirectives(TextSpan.FromBounds(creation.SpanStart, statement.Span.End)))
        {
            return [];
        }

        var edits = ConstructorSplit.GetEdits(constructor, _ => [pass.Layout.Again(cut.Lines, statement.SpanStart)], pass);

        if (edits.Count > 0)
        {
            edits.Add(new TextChange(cut.Span, ""));
        }

        return edits;
    }

    /// <summary>
    /// The statement that sets the option and does nothing else, with the conditions around it as long as those can be tested earlier; null
    /// where there is more to it.
    /// </summary>
    private static StatementSyntax? StatementOf(SyntaxNode option, SyntaxNode bind, FixPass pass)
    {
        var whole = option;

        while (whole.Parent is ExpressionSyntax)
        {
            whole = whole.Parent;
        }

        if (whole.Parent is not ExpressionStatementSyntax expression || !DoesNothingElse(expression, option, pass.Model))
        {
            return null;
        }

        StatementSyntax statement = expression;

        while (Owner(statement) is { Else: null } owner && !owner.Contains(bind))
        {
            if (!SystemTestExpression.IsTestOrFree(owner.Condition, pass.Model))
            {
                return null;
            }

            statement = owner;
        }

        return statement;
    }

    private static IfStatementSyntax? Owner(StatementSyntax statement) => statement.Parent switch
    {
        IfStatementSyntax owner => owner,
        BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax owner } => owner,
        _ => null,
    };

    private static bool DoesNothingElse(ExpressionStatementSyntax statement, SyntaxNode option, SemanticModel model) =>
        statement.DescendantNodes().All(node => node switch
        {
            AnonymousFunctionExpressionSyntax or AwaitExpressionSyntax or DeclarationExpressionSyntax => false,
            AssignmentExpressionSyntax => node == option,
            InvocationExpressionSyntax call => node == option || DroppableArguments.IsConversion(call, model),
            _ => true,
        });
}
