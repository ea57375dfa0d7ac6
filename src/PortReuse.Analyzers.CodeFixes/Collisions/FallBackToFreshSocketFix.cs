using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.CodeFixes.Collisions;

/// <summary>On a collision the socket is disposed of, and a new one connects from a port of the kernel's choice.</summary>
internal sealed class FallBackToFreshSocketFix : DocumentFix
{
    public const string Key = "PortReuse.ConnectFreshSocket";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) => "On a collision, connect a new socket from another port";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic)
    {
        if (ConnectStatement.TryCreate(pass, pass.NodeAt(diagnostic)) is not { } connect
            || UsingRelease.TryCreate(pass, connect.Holder) is not { } release)
        {
            return [];
        }

        var origin = diagnostic.Place(DiagnosticProperties.PlaceDialer);

        return CollisionHandler.Ways(pass, connect, origin, release);
    }
}
