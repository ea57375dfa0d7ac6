using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.Reservations;

/// <summary>
/// The companion's reservation in the place of a socket that finds a port. Where a server can bind a reserved port it stays until the
/// process ends; elsewhere it is given back where the socket was closed.
/// </summary>
internal sealed class ReservePortFix : DocumentFix
{
    public const string Key = "PortReuse.ReservePort";

    private const string Ports = "PortReuse.EphemeralPorts";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) => "Reserve the port";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic)
    {
        if (pass.Compilations.All(HasReservations)
            && diagnostic.Place(DiagnosticProperties.PlaceCreation) is { } creation
            && pass.Has(creation)
            && PortSearch.TryCreate(pass, pass.NodeAt(creation)) is { } search
            && Edits(pass, search) is { } edits)
        {
            yield return edits;
        }
    }

    private static bool HasReservations(Compilation compilation) =>
        compilation.TypeNamed(Ports) is { } ports
        && ports.GetMembers("Reserve").Any(method => compilation.IsSymbolAccessibleWithin(method, compilation.Assembly));

    private static List<TextChange>? Edits(FixPass pass, PortSearch search)
    {
        var declaration = search.Declaration;
        var name = pass.FreshName("reservation", declaration);
        var ports = TypeName.At(Ports, pass, declaration.SpanStart);
        var needsImport = ports.Contains('.');
        var reserve = $"var {name} = {(needsImport ? "EphemeralPorts" : ports)}.Reserve({search.Address})";
        var edits = new List<TextChange>();

        foreach (var read in search.Reads)
        {
            edits.Add(Read(read, name));
        }

        foreach (var statement in search.Needless)
        {
            StatementRemoval.TryAdd(edits, pass, statement);
        }

        var release = Release(pass, search.Close ?? declaration, name);

        if (declaration is UsingStatementSyntax { Statement: BlockSyntax block })
        {
            if (BlockUnwrapping.TryUnwrap(pass, block, edits) is not { } body)
            {
                return null;
            }

            var newLine = NewLine(pass, declaration);
            var span = TextSpan.FromBounds(declaration.SpanStart, block.CloseBraceToken.Span.End);
            var lines = $"{reserve};{newLine}{release}{pass.Layout.NewLineAt(declaration.SpanStart)}{body.TrimEnd()}";
            edits = [new(span, lines)];
        }
        else
        {
            // From the `using`, if there is one, to the end of the creation.
            edits.Add(new(TextSpan.FromBounds(declaration.SpanStart, search.Variable.Span.End), reserve));
            edits.Add(search.Close is { } close
                ? new(close.Span, release)
                : new(new(Layout.EndWithComments(declaration.GetLastToken()), 0), Separator(pass, declaration) + release));
        }

        if (needsImport)
        {
            var companion = pass.Model.Compilation.TypeNamed(Ports)!.ContainingNamespace;
            edits.Add(UsingDirective.Add(companion, pass, declaration.SpanStart));
        }

        return edits;
    }

    /// <summary>
    /// <c>((IPEndPoint)listener.LocalEndpoint).Port</c> becomes the port, any other use of the endpoint the reserved one.
    /// </summary>
    private static TextChange Read(MemberAccessExpressionSyntax read, string name)
    {
        ExpressionSyntax endPoint = read;
        while (endPoint.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax
            || endPoint.Parent?.IsKind(SyntaxKind.SuppressNullableWarningExpression) == true)
        {
            endPoint = (ExpressionSyntax)endPoint.Parent;
        }

        return endPoint.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Port" } port && port.Expression == endPoint
            ? new TextChange(port.Span, $"{name}.Port")
            : new TextChange(endPoint.Span, $"{name}.EndPoint");
    }

    private static string Release(FixPass pass, StatementSyntax place, string name)
    {
        if (!HasOwnLines(pass, place))
        {
            return $"if (!{name}.IsBindable) {{ {name}.Dispose(); }}";
        }

        var newLine = NewLine(pass, place);
        return $"if (!{name}.IsBindable){newLine}{{{newLine}{pass.Layout.Unit}{name}.Dispose();{newLine}}}";
    }

    private static string Separator(FixPass pass, StatementSyntax place) => HasOwnLines(pass, place) ? NewLine(pass, place) : " ";

    private static string NewLine(FixPass pass, StatementSyntax place) =>
        pass.Layout.NewLineAt(place.SpanStart) + pass.Layout.IndentationAt(place.SpanStart);

    private static bool HasOwnLines(FixPass pass, StatementSyntax place) =>
        pass.Layout.IsFirstOnLine(place.SpanStart) && pass.Layout.IsLastOnLine(Layout.EndWithComments(place.GetLastToken()));
}
