using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Statements that stand one after another: in a block, in a section of a switch, at the top of a program.</summary>
internal static class StatementList
{
    /// <summary>All that stand with the statement; it alone, where there is room for one only.</summary>
    public static IReadOnlyList<StatementSyntax> Around(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } =>
            [.. unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement)],
        _ => [statement],
    };

    /// <summary>
    /// The one of the statements that the node is in, and that runs it; null for a node in a lambda or a local function of it.
    /// </summary>
    public static StatementSyntax? OneWith(this IReadOnlyList<StatementSyntax> statements, SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (ancestor is StatementSyntax statement && statements.Contains(statement))
            {
                return statement is LocalFunctionStatementSyntax ? null : statement;
            }

            if (ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Those from one on, up to another.</summary>
    public static List<StatementSyntax> From(this IReadOnlyList<StatementSyntax> statements, StatementSyntax first, StatementSyntax end) =>
        [.. statements.SkipWhile(statement => statement != first).TakeWhile(statement => statement != end)];
}
