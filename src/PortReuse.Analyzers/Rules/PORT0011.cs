using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// A TCP socket is bound to port 0 to find a free port, and closed again; the port is handed on as a number, and is anybody's meanwhile.
/// </summary>
internal sealed class PORT0011 : SocketRule
{
    public const string Id = nameof(PORT0011);

    private static readonly DiagnosticDescriptor TheDescriptor = new(
        Id,
        title: "A port is looked for, released, and used later",
        messageFormat:
            "Closing '{0}' gives back the port that was found by it: any program may take it before it is used. "
            + "Hand on the open socket, or reserve the port.",
        Reliability,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description:
            "A port that a bind to port 0 has found is free again once the socket is closed. The system may give it to the next bind or "
            + "connect of any program, and then the server that was told of it cannot be bound. PortReuse's EphemeralPorts.Reserve keeps it.",
        helpLinkUri: HelpLinks.Of(Id, HelpLinks.ManualPage));

    public override DiagnosticDescriptor Descriptor => TheDescriptor;

    public override bool Concerns(SocketFlowAnalysis analysis) =>
        (analysis.Saw(SocketEventKind.PortHandedOn) || analysis.Saw(SocketEventKind.PortStored)) && analysis.Saw(SocketEventKind.Disposed);

    public override IEnumerable<Diagnostic> Examine(SocketFlowAnalysis analysis, CompilationScope scope) =>
        from history in analysis.Histories
        where history.Socket.IsCreatedInSight && !history.IsDatagram && !history.Accepts && !history.Has(SocketEventKind.Connecting)
        let releases = history.Moments.Select(ReleaseAt).OfType<Release>().ToList()
        from release in releases.GroupBy(release => release.Close).Select(ofOneClose => FirstUse(ofOneClose, analysis))
        where analysis.IsOfType(release.Close.Operation.Syntax)
            && (!release.IsImplied || !releases.Any(other => other.Read == release.Read && !other.IsImplied))
        group history by analysis.PlaceOf(release.IsImplied ? release.Use : release.Close) into place
        let socket = place.First().Socket
        let places = new NamedPlaces { { DiagnosticProperties.PlaceCreation, socket.Origin } }
        select Diagnostic.Create(TheDescriptor, place.Key.Syntax.GetLocation(), places, places.Properties, socket.Name);

    /// <summary>The code that closes the socket hands the number on before any other does.</summary>
    private static Release FirstUse(IEnumerable<Release> ofOneClose, SocketFlowAnalysis analysis) => ofOneClose
        .OrderBy(release => release.Use.Frame == release.Close.Frame ? 0 : 1)
        .ThenBy(release => analysis.PlaceOf(release.Use).Syntax.SpanStart)
        .ThenBy(release => release.Use.Operation.Syntax.SpanStart)
        .First();

    /// <summary>The number has been put somewhere before the close, or is used after it; null where neither is so.</summary>
    private static Release? ReleaseAt(SocketMoment moment)
    {
        var past = moment.Before;
        var (close, use) = moment.Event.Kind switch
        {
            SocketEventKind.Disposed when !past.IsDisposed => (moment.Event, past.PortStored),
            SocketEventKind.PortHandedOn or SocketEventKind.PortStored => (past.PortReleased, moment.Event),
            _ => (null, null),
        };
        return close is not null
            && use is not null
            && past is { IsEscaped: false, HasFoundPort: true, HasConnected: false, IsPortInUse: false }
            && close.Frame?.Root == past.Bind!.Frame?.Root
                ? new(past.EndPointReadAfterBind!, close, use)
                : null;
    }

    /// <summary>A port that is asked for, given back, and used.</summary>
    private sealed record Release(SocketEvent Read, SocketEvent Close, SocketEvent Use)
    {
        /// <summary>A <c>using</c> closes the socket: that is not to be seen in the code, and where the number goes is.</summary>
        public bool IsImplied => Close.Operation.IsImplicit;
    }
}
