using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.CodeFixes.EarlyReads;

/// <summary>
/// Reads the local endpoint after the connect, where that changes nothing else; or by the companion's method, which leaves what
/// <c>LocalEndPoint</c> says later alone.
/// </summary>
internal sealed class ReadTrueEndPointFix : DocumentFix
{
    public const string Key = "PortReuse.ReadTrueLocalEndPoint";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) => "Read the local endpoint without keeping port 0";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic)
    {
        var read = pass.NodeAt(diagnostic);
        var moved = new List<TextChange>();

        if (diagnostic.Place(DiagnosticProperties.PlaceConnect) is { } connect
            && pass.Has(connect)
            && EarlyRead.TryMoveBehind(moved, pass, read, pass.NodeAt(connect)))
        {
            yield return moved;
        }

        var name = read switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            _ => null,
        };

        if (name is { Identifier.Text: "LocalEndPoint" } && CompanionMethod.GetLocalEndPoint.IsInAllOf(pass))
        {
            yield return
            [
                new TextChange(name.Span, $"{CompanionMethod.GetLocalEndPoint.Name}()"),
                .. CompanionMethod.GetLocalEndPoint.Imports(pass, read.SpanStart),
            ];
        }
    }
}
