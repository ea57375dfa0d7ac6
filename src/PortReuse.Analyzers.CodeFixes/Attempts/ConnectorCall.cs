using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.Attempts;

/// <summary>
/// The companion's <c>OutboundConnector</c> in the place of a socket that is made, bound and connected: it makes one for each address.
/// Where the code configures its socket in other ways too, it is left as it is.
/// </summary>
internal static class ConnectorCall
{
    private const string Type = "PortReuse.OutboundConnector";

    public static IEnumerable<List<TextChange>> Ways(FixPass pass, ConnectStatement connect, SyntaxNode bind)
    {
        if (pass.Compilations.Any(compilation => compilation.TypeNamed(Type) is null)
            || connect.Holder is not { IsClient: false,
                Declarator: { Initializer.Value: BaseObjectCreationExpressionSyntax { Initializer: null } creation,
                    Parent.Parent: LocalDeclarationStatementSyntax local } }
            || bind is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } ends,
                Parent: ExpressionStatementSyntax bindStatement }
            || pass.Model.GetTypeInfo(ends[0].Expression).Type is not { Name: "IPEndPoint" }
            || StatementRun.Between(local, connect.Statement) is not { } run
            || !run.Skip(1).All(statement => statement == bindStatement || statement == connect.Statement || IsMadeNeedless(statement))
            || (local.Declaration.Type.IsVar && pass.Model.GetTypeInfo(creation).Type is not { } type)
            || connect.Method.Parameters[0].Type is IArrayTypeSymbol)
        {
            yield break;
        }

        var position = local.SpanStart;
        var connector = TypeName.At(Type, pass, position);
        var needsImport = connector.Contains('.');
        var call = $"new {(needsImport ? "OutboundConnector" : connector)}({OneLine.Of(ends[0])}).{connect.Method.Name}{OneLine.Of(connect.Call.ArgumentList)}";
        var whole = OneLine.Of(connect.Statement.Expression).Replace(OneLine.Of(connect.Call), call);
        var edits = new List<TextChange>();

        // The declaration stays where it is named first, and the connect becomes its value.
        edits.Add(new TextChange(creation.Span, whole));

        foreach (var statement in run.Skip(1))
        {
            StatementRemoval.TryAdd(edits, pass, statement);
        }

        if (needsImport)
        {
            edits.Add(UsingDirective.Add(pass.Model.Compilation.TypeNamed(Type)!.ContainingNamespace, pass, position));
        }

        yield return edits;
    }

    // The connector sets IP_BIND_ADDRESS_NO_PORT by itself, and needs no reuse option with it.
    private static bool IsMadeNeedless(StatementSyntax statement)
    {
        var text = statement.ToString();

        return (statement is ExpressionStatementSyntax && text.EndsWith(".TrySetBindAddressNoPort();", StringComparison.Ordinal))
            || (statement is IfStatementSyntax { Else: null } && text.Contains("IP_BIND_ADDRESS_NO_PORT (24)"));
    }
}
