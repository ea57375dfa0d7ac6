using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.CodeFixes.Attempts;

/// <summary>
/// One new socket, configured and bound alike, for each address and for each attempt; or the companion's connector, which does so.
/// </summary>
internal sealed class SocketForEachAttemptFix : DocumentFix
{
    public const string Key = "PortReuse.SocketForEachAttempt";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) => "Bind and connect one new socket for each attempt";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic)
    {
        if (ConnectStatement.TryCreate(pass, pass.NodeAt(diagnostic)) is not { } connect
            || diagnostic.Place(DiagnosticProperties.PlaceBind) is not { } place
            || place.SourceTree != pass.Model.SyntaxTree)
        {
            return [];
        }

        var bind = pass.NodeAt(place);

        return ConnectAddresses.TryCreate(pass, connect) is { } addresses
            ? ConnectorCall.Ways(pass, connect, bind)
                .Concat(AddressLoop.AroundCreation(pass, connect, bind, addresses))
                .Concat(AddressLoop.AroundBind(pass, connect, bind, addresses))
            : AttemptLoop.Ways(pass, connect, bind);
    }
}
