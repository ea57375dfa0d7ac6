using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>
/// Splits a <c>new TcpClient(endPoint)</c> that is one side of <c>?:</c>, which becomes an <c>if</c> and <c>else</c>, so that there is a
/// place for the option and the bind on that side alone.
/// </summary>
internal static class ConditionalSplit
{
    /// <param name="constructor">The constructor.</param>
    /// <param name="choice">What it is a side of.</param>
    /// <param name="bind">
    /// What follows the construction and binds, given what to write before the name of a member of the socket, and the endpoint.
    /// </param>
    /// <param name="pass">The document.</param>
    public static List<TextChange> GetEdits(
        BindingConstructor constructor, ConditionalExpressionSyntax choice,
            Func<string, string, IReadOnlyList<NewStatement>> bind, FixPass pass)
    {
        if (Target.TryCreate(constructor, choice, pass) is not { } target
            || target.Statement.DescendantTrivia(target.Statement.Span).Any(trivia => trivia.IsDirective || Layout.IsComment(trivia))
            || StatementInsertion.IsEmbedded(target.Statement)
            || !pass.Layout.IsFirstOnLine(target.Statement.SpanStart)
            || !pass.Layout.IsLastOnLine(Layout.EndWithComments(target.Statement.GetLastToken())))
        {
            return [];
        }

        var endPoint = constructor.Argument.Expression;
        var isStable = ConstructorSplit.IsStable(endPoint, pass.Model);
        var name = isStable ? endPoint.ToString() : pass.FreshName("localEndPoint", constructor.Creation);
        var unbound = constructor.Creation.ReplaceNode(
            constructor.Argument, SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"{name}.AddressFamily")));
        NewStatement[] own =
        [
            .. isStable ? [] : new[] { ConstructorSplit.Declare(name, constructor, pass) },
            new(target.Keep(OneLine.Of(unbound))),
            .. bind($"{target.Client}.Client.", name),
            .. target.Returned is { } returned ? new[] { new NewStatement(returned) } : [],
        ];
        NewStatement[] other = [new(target.Give(OneLine.Of(choice.WhenTrue == constructor.Creation ? choice.WhenFalse : choice.WhenTrue)))];
        var (whenTrue, whenFalse) = choice.WhenTrue == constructor.Creation ? (own, other) : (other, own);
        string[] lines =
        [
            .. target.Declaration is { } declaration ? new[] { declaration } : [],
            $"if ({OneLine.Of(choice.Condition is ParenthesizedExpressionSyntax { Expression: var inner } ? inner : choice.Condition)})",
            .. Block(whenTrue),
            "else",
            .. Block(whenFalse),
        ];
        var start = target.Statement.SpanStart;
        var lineBreak = pass.Layout.NewLineAt(start) + pass.Layout.IndentationAt(start);

        return [new TextChange(target.Statement.Span, string.Join(lineBreak, new NewStatement("", lines).Lines(pass.Layout.Unit)))];
    }

    private static IEnumerable<string> Block(IEnumerable<NewStatement> statements) =>
        ["{", .. statements.SelectMany(statement => statement.Lines("\t")).Select(line => "\t" + line), "}"];

    /// <summary>The use of the chosen one: a new variable, an old one, or the result.</summary>
    private sealed class Target(StatementSyntax statement, string client, string? type, bool isNew, string? returned)
    {
        public StatementSyntax Statement { get; } = statement;

        /// <summary>The client that is bound.</summary>
        public string Client { get; } = client;

        /// <summary>The text before the <c>if</c>.</summary>
        public string? Declaration => isNew ? $"{type} {Client};" : null;

        /// <summary>The last text on the side of the client that is bound.</summary>
        public string? Returned { get; } = returned;

        public string Keep(string value) => Returned is null ? Give(value) : $"{type} {Client} = {value};";

        public string Give(string value) => Returned is null ? $"{Client} = {value};" : $"return {value};";

        public static Target? TryCreate(BindingConstructor constructor, ConditionalExpressionSyntax choice, FixPass pass)
        {
            string Type(int position) => TypeName.At(position, constructor.TcpClient, pass.Model);

            switch (choice.Parent)
            {
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
                    when variable.Parent is VariableDeclarationSyntax { Variables.Count: 1 } variables
                    && variables.Parent is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local
                    && IsClient((pass.Model.GetDeclaredSymbol(variable) as ILocalSymbol)?.Type, constructor):
                    return new Target(local, variable.Identifier.Text, Type(local.SpanStart), isNew: true, returned: null);
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression,
                    Parent: ExpressionStatementSyntax expression } assignment
                    when assignment.Right == choice
                    && SideEffects.CanRepeat(assignment.Left)
                    && IsClient(pass.Model.GetTypeInfo(assignment.Left).Type, constructor):
                    return new Target(expression, assignment.Left.ToString(), type: null, isNew: false, returned: null);
                case ReturnStatementSyntax result:
                    var client = pass.FreshName("client", constructor.Creation);

                    return new Target(result, client, Type(result.SpanStart), isNew: false, $"return {client};");
                default:
                    return null;
            }
        }

        private static bool IsClient(ITypeSymbol? type, BindingConstructor constructor) =>
            SymbolEqualityComparer.Default.Equals(type, constructor.TcpClient);
    }
}
