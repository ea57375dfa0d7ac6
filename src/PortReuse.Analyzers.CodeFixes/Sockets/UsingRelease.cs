using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>
/// Makes a <c>using</c> variable one that can be given another socket: a plain one, and a <c>try</c> around the rest of its life whose
/// <c>finally</c> disposes of what it holds then.
/// </summary>
internal abstract class UsingRelease
{
    /// <summary>The additional indentation of the code inside.</summary>
    public virtual string Shift => "";

    /// <summary>The declaration of the variable; null if it is not declared by a <c>using</c>.</summary>
    public virtual StatementSyntax? Declaration => null;

    /// <summary>Null where there is a <c>using</c> that cannot be taken apart.</summary>
    public static UsingRelease? TryCreate(FixPass pass, SocketHolder holder)
    {
        if (holder.Declarator is not { Parent: VariableDeclarationSyntax declaration })
        {
            return new NoUsing();
        }

        return declaration.Parent switch
        {
            UsingStatementSyntax statement => UsingBlock.TryCreate(pass, statement, declaration, holder.Read),
            LocalDeclarationStatementSyntax local when !local.UsingKeyword.IsKind(SyntaxKind.None) =>
                UsingLocal.TryCreate(pass, local, holder.Read),
            _ => new NoUsing(),
        };
    }

    /// <param name="edits">Gets the changes.</param>
    /// <param name="done">Lines in it that another edit indents.</param>
    /// <param name="first">Statements to begin with, which are taken only where <see cref="Shift"/> is not empty.</param>
    public virtual void AddBefore(List<TextChange> edits, TextSpan done, params string[] first)
    {
    }

    public virtual void AddAfter(List<TextChange> edits)
    {
    }

    private sealed class NoUsing : UsingRelease;

    /// <summary><c>using (var socket = …) { … }</c></summary>
    private sealed class UsingBlock(FixPass pass, UsingStatementSyntax statement, string name) : UsingRelease
    {
        public override StatementSyntax Declaration => statement;

        public static UsingBlock? TryCreate(
            FixPass pass, UsingStatementSyntax statement, VariableDeclarationSyntax declaration, string name) =>
            statement is { Statement: BlockSyntax, ContainsDirectives: false }
                && statement.AwaitKeyword.IsKind(SyntaxKind.None)
                && declaration.Variables.Count == 1
                && !StatementInsertion.IsEmbedded(statement)
                && statement.Parent is not LabeledStatementSyntax
                    ? new UsingBlock(pass, statement, name)
                    : null;

        public override void AddBefore(List<TextChange> edits, TextSpan done, params string[] first)
        {
            edits.Add(new TextChange(TextSpan.FromBounds(statement.SpanStart, statement.OpenParenToken.Span.End), ""));
            edits.Add(new TextChange(statement.CloseParenToken.Span, $";{NewLine}try"));
        }

        public override void AddAfter(List<TextChange> edits)
        {
            var end = Layout.EndWithComments(statement.GetLastToken());
            var lines = $"{NewLine}finally{NewLine}{{{NewLine}{pass.Layout.Unit}{name}.Dispose();{NewLine}}}";

            edits.Add(new TextChange(new TextSpan(end, 0), lines));
        }

        private string NewLine => pass.Layout.NewLineAt(statement.SpanStart) + pass.Layout.IndentationAt(statement.SpanStart);
    }

    /// <summary><c>using var socket = …;</c>, which lives as long as the block.</summary>
    private sealed class UsingLocal(FixPass pass, LocalDeclarationStatementSyntax declaration,
        StatementWrapping rest, string name) : UsingRelease
    {
        public override string Shift => pass.Layout.Unit;

        public override StatementSyntax Declaration => declaration;

        public static UsingLocal? TryCreate(FixPass pass, LocalDeclarationStatementSyntax declaration, string name)
        {
            var rest = StatementRun.After(declaration);

            return rest.Count > 0
                && declaration.AwaitKeyword.IsKind(SyntaxKind.None)
                && declaration.Declaration.Variables.Count == 1
                && StatementWrapping.TryCreate(pass, rest[0], rest[rest.Count - 1], levels: 1) is { } wrapping
                    ? new UsingLocal(pass, declaration, wrapping, name)
                    : null;
        }

        public override void AddBefore(List<TextChange> edits, TextSpan done, params string[] first)
        {
            edits.Add(new TextChange(TextSpan.FromBounds(declaration.UsingKeyword.SpanStart, declaration.Declaration.SpanStart), ""));
            rest.AddAbove(edits, ["try", "{", .. first.Select(line => "\t" + line)], done);
        }

        public override void AddAfter(List<TextChange> edits) => rest.AddBelow(edits, ["}", "finally", "{", $"\t{name}.Dispose();", "}"]);
    }
}
