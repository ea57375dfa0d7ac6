using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;

namespace PortReuse.Analyzers.CodeFixes.Attempts;

/// <summary>A loop over the addresses of a connect, with a socket of its own for each.</summary>
internal static class AddressLoop
{
    private const string Why = "// After a failure the same socket would go on from another local address.";

    /// <summary>The creation, the bind and the connect follow one another: all three are repeated.</summary>
    public static IEnumerable<List<TextChange>> AroundCreation(
        FixPass pass, ConnectStatement connect, SyntaxNode bind, ConnectAddresses addresses)
    {
        if (connect.Holder.Declarator is not { Initializer.Value: BaseObjectCreationExpressionSyntax creation,
            Parent: VariableDeclarationSyntax declaration } declarator
            || declaration.Variables.Count != 1
            || declaration.Parent is not LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: 0 } local
            || StatementRun.Between(local, connect.Statement) is not { } run
            || !run.Skip(1).All(statement => CanBeRepeated(pass, connect, statement))
            || !run.Any(statement => statement.Span.Contains(bind.Span))
            || !SocketCreation.CanRepeat(creation, pass.Model)
            || !SocketFamily.TryGet(pass, connect, creation, out var family))
        {
            yield break;
        }

        var isUsing = !local.UsingKeyword.IsKind(SyntaxKind.None);
        var rest = isUsing ? StatementRun.After(connect.Statement) : [];
        var restWrapping = rest.Count > 0 ? StatementWrapping.TryCreate(pass, rest[0], rest[rest.Count - 1], levels: 1) : null;

        if (StatementWrapping.TryCreate(pass, local, connect.Statement, levels: 1) is not { } outer
            || StatementWrapping.TryCreate(pass, run[1], connect.Statement, levels: 1, pass.Layout.Unit) is not { } inner
            || (rest.Count > 0 && restWrapping is null))
        {
            yield break;
        }

        var (name, read) = (connect.Holder.Name, connect.Holder.Read);
        var names = new Names(pass, connect, addresses.NameOfAll(pass, family));
        var type = connect.Holder.IsClient ? names.Of("TcpClient") : names.Of("Socket");
        var edits = new List<TextChange>();

        outer.AddAbove(edits, [.. Above(pass, connect, addresses, family, names), $"{type} {name};", names.For, "{"], inner.Lines);
        edits.Add(new TextChange(TextSpan.FromBounds(local.SpanStart, declarator.Identifier.SpanStart), ""));
        inner.AddAbove(edits, ["try", "{"]);
        ReplaceAddresses(edits, addresses, names);
        inner.AddBelow(
            edits,
            [
                "\tbreak;", "}", $"catch ({names.Exception} {names.Caught})", "{", "\t" + Why, $"\t{read}.Dispose();",
                $"\tif (!({names.Caught} is {names.Of("SocketException")}) || {names.Index} == {names.Addresses}.Length - 1)",
                    "\t{", "\t\tthrow;", "\t}", "}",
            ]);
        outer.AddBelow(edits, ["}", .. isUsing && restWrapping is null ? new[] { $"{read}.Dispose();" } : []]);
        restWrapping?.AddAbove(edits, ["try", "{"]);
        restWrapping?.AddBelow(edits, ["}", "finally", "{", $"\t{read}.Dispose();", "}"]);

        yield return edits;
    }

    /// <summary>The socket is made somewhere else: the bind and the connect are repeated, with a new socket between them.</summary>
    public static IEnumerable<List<TextChange>> AroundBind(
        FixPass pass, ConnectStatement connect, SyntaxNode bind, ConnectAddresses addresses)
    {
        var made = SocketCreation.Of(pass, connect);

        if (made is not BaseObjectCreationExpressionSyntax creation
            || !SocketCreation.CanRepeat(creation, pass.Model)
            || SocketCreation.IsBound(creation, pass.Model)
            || bind.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax bindStatement
            || StatementRun.Between(bindStatement, connect.Statement) is not { } run
            || !run.All(statement => CanBeRepeated(pass, connect, statement))
            || !SocketFamily.TryGet(pass, connect, creation, out var family)
            || UsingRelease.TryCreate(pass, connect.Holder) is not { } release
            || StatementWrapping.TryCreate(pass, bindStatement, connect.Statement, levels: 2, release.Shift) is not { } wrapping)
        {
            yield break;
        }

        var (name, read) = (connect.Holder.Name, connect.Holder.Read);
        var names = new Names(pass, connect, addresses.NameOfAll(pass, family));
        var settings = SocketSettings.LinesBetween(pass, connect.Holder, creation, bindStatement, withAddress: true)
            .Select(line => "\t\t" + line);
        var edits = new List<TextChange>();

        release.AddBefore(edits, wrapping.Lines);
        wrapping.AddAbove(edits, [.. Above(pass, connect, addresses, family, names), names.For, "{", "\ttry", "\t{"]);
        ReplaceAddresses(edits, addresses, names);
        wrapping.AddBelow(
            edits,
            [
                "\t\tbreak;", "\t}",
                    $"\tcatch ({names.Of("SocketException")}) when ({names.Index} < {names.Addresses}.Length - 1)", "\t{", "\t\t" + Why,
                $"\t\t{read}.Dispose();", $"\t\t{name} = {OneLine.Of(creation)};", .. settings, "\t}", "}",
            ]);
        release.AddAfter(edits);

        yield return edits;
    }

    private static IEnumerable<string> Above(
        FixPass pass, ConnectStatement connect, ConnectAddresses addresses, string? family, Names names)
    {
        if (addresses.NameOfAll(pass, family) is null)
        {
            yield return $"var {names.Addresses} = {addresses.All(pass, connect, family)};";
        }

        yield return $"if ({names.Addresses}.Length == 0)";
        yield return "{";
        yield return $"\tthrow new {names.Of("SocketException")}((int){names.Of("SocketError")}.HostNotFound);";
        yield return "}";
    }

    private static void ReplaceAddresses(List<TextChange> edits, ConnectAddresses addresses, Names names)
    {
        foreach (var argument in addresses.Replaced)
        {
            edits.Add(new TextChange(argument.Span, addresses.One($"{names.Addresses}[{names.Index}]")));
        }
    }

    /// <summary>The bind, the connect and what configures the socket; and the variables that they need.</summary>
    private static bool CanBeRepeated(FixPass pass, ConnectStatement connect, StatementSyntax statement) =>
        statement == connect.Statement
            || SocketSettings.IsOne(pass, statement, connect.Holder)
            || statement switch
            {
                ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } when AttemptLoop.IsBind(call) =>
                    DroppableArguments.Are(call.ArgumentList, pass.Model),
                LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables } =>
                    variables[0].Initializer is { } initializer && DroppableArguments.Is(initializer.Value, pass.Model),
                _ => false,
            };

    /// <summary>The names of the loop's own variables, and of the types that it uses.</summary>
    private sealed class Names(FixPass pass, ConnectStatement connect, string? addresses)
    {
        public string Addresses { get; } = addresses ?? pass.FreshName("addresses", connect.Statement);

        public string Index { get; } = pass.FreshName("index", connect.Statement);

        public string Caught { get; } = pass.FreshName("e", connect.Statement);

        public string For => $"for (var {Index} = 0; ; {Index}++)";

        public string Exception => At("System.Exception");

        public string Of(string type) => At($"System.Net.Sockets.{type}");

        private string At(string type) =>
            TypeName.At(type, pass, connect.Statement.SpanStart);
    }
}
