using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>A read of <c>LocalEndPoint</c> that comes before the connect of its socket.</summary>
internal static class EarlyRead
{
    /// <summary>
    /// Moves the statement that reads behind the one that connects, where nothing but the time of the read changes: it only keeps
    /// what it reads, in a variable that nothing uses until the connect is done.
    /// </summary>
    public static bool TryMoveBehind(List<TextChange> edits, FixPass pass, SyntaxNode read, SyntaxNode connect)
    {
        if (read.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !OnlyKeeps(statement, pass.Model))
        {
            return false;
        }

        var list = StatementList.Around(statement);

        if (list.OneWith(connect) is not ExpressionStatementSyntax target
            || !IsDoneAfter(target, connect)
            || list.From(statement, target) is not { Count: > 0 } passed)
        {
            return false;
        }

        passed = [.. passed.Skip(1), target];

        // Code that leaves between the two statements sees the old value, unless the variable is declared here; so does code behind a
        // handler.
        var canLeave = statement is not LocalDeclarationStatementSyntax
            && (statement.Ancestors()
                .TakeWhile(node => node is StatementSyntax or CatchClauseSyntax or SwitchSectionSyntax)
                .Any(node => node is TryStatementSyntax)
                || passed.Any(each => Leaves(each, pass.Model)));

        return !canLeave
            && StatementMove.CanPass(statement, passed, pass.Model)
            && StatementMove.TryAdd(edits, pass, statement, target, after: true);
    }

    private static bool OnlyKeeps(StatementSyntax statement, SemanticModel model) => statement switch
    {
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.None, Declaration.Variables: { Count: 1 } variables } =>
            variables[0].Initializer is { Value: var value } && SideEffects.CanDrop(value, model),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } =>
            assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                && SideEffects.CanRepeat(assignment.Left)
                && SideEffects.CanDrop(assignment.Right, model)
                && model.GetSymbolInfo(assignment.Left).Symbol is ILocalSymbol or IFieldSymbol
                or IParameterSymbol { RefKind: RefKind.None },
        _ => false,
    };

    /// <summary>
    /// Whether the socket has connected, or the statement has thrown: none but <c>Connect</c> is done without an <c>await</c>.
    /// </summary>
    private static bool IsDoneAfter(ExpressionStatementSyntax statement, SyntaxNode connect) => statement.Expression switch
    {
        AwaitExpressionSyntax => true,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Connect" } } call => call == connect,
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call }
            when call.Expression is MemberBindingExpressionSyntax { Name.Identifier.Text: "Connect" } => call == connect,
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Connect" } } call => call == connect,
        _ => false,
    };

    private static bool Leaves(StatementSyntax statement, SemanticModel model) =>
        model.AnalyzeControlFlow(statement) is not { Succeeded: true, ExitPoints.IsEmpty: true, ReturnStatements.IsEmpty: true };
}
