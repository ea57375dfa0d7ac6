using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// A bind to port 0 that takes an ephemeral port out of the pool although the socket goes on to connect: what PORT0001 and
/// PORT0002 flag.
/// </summary>
/// <param name="Socket">The socket.</param>
/// <param name="Place">
/// Where 0 is chosen: the bind; or the call that passes it to the method which binds, or to one on the way there.
/// </param>
/// <param name="Bind">The bind.</param>
/// <param name="Reuse">The reuse option that is on; null where none is.</param>
/// <param name="Connect">The connect.</param>
/// <param name="EarlyRead">The first read of the endpoint between the two.</param>
/// <param name="Blocked">What would go wrong if the port were deferred; null where nothing would.</param>
internal sealed record ReservedPort(
    SocketId Socket, IOperation Place, SocketEvent Bind, SocketEvent? Reuse, SocketEvent Connect, SocketEvent? EarlyRead, string? Blocked)
{
    /// <summary>See <see cref="DiagnosticProperties.IsTcpAlone"/>.</summary>
    private bool IsTcpAlone { get; init; }

    /// <summary>The option that defers the port, where it comes after the bind.</summary>
    private SocketEvent? LateOption { get; init; }

    /// <summary>The option that leaves the choice of the port to connect, on the systems that the project runs on.</summary>
    public static string Cure(CompilationScope scope) => scope.RunsOnWindowsOnly ? "ReuseUnicastPort" : "IP_BIND_ADDRESS_NO_PORT";

    /// <summary>Each such bind once; with the reuse option where there is a path with one.</summary>
    public static IReadOnlyList<ReservedPort> In(SocketFlowAnalysis analysis, CompilationScope scope) =>
        analysis.Once(() => Find(analysis, scope));

    public static bool MayBeIn(SocketFlowAnalysis analysis) =>
        AllIn(analysis).Any(history => history.Has(SocketEventKind.Bound) && history.Has(SocketEventKind.Connecting));

    /// <summary>Objects that the type hands on count: where they are given port 0 is in its code.</summary>
    private static IEnumerable<SocketHistory> AllIn(SocketFlowAnalysis analysis) => analysis.Histories.Concat(analysis.LaterHistories);

    private static IEnumerable<ReservedPort> Find(SocketFlowAnalysis analysis, CompilationScope scope)
    {
        var reserved = new Dictionary<IOperation, ReservedPort>();
        foreach (var history in AllIn(analysis).Where(
            history => history.IsTcp && history.Has(SocketEventKind.Bound) && history.Has(SocketEventKind.Connecting)))
        {
            foreach (var (connect, before) in history.Moments)
            {
                if (connect.Kind == SocketEventKind.Connecting
                    && before is { IsListening: false, Bind: { } bind, BeforeBind: { } beforeBind }
                    && bind.EndPoint.Facts.Any(fact => fact is EndPointFact { PortIsZero: true })
                    && !IsProtected(beforeBind, before.Systems, scope)
                    && !IsIgnored(bind, scope)
                    && !(before.IsBoundElsewhere && MayBeProtected(history)))
                {
                    var found = new ReservedPort(
                        history.Socket, PlaceOf(bind, scope), bind, beforeBind.Reuse,
                            connect, before.EndPointReadAfterBind, BlockOf(connect, before, scope))
                    {
                        LateOption =
                            history.Moments.FirstOrDefault(moment => moment.Before.Bind == bind
                                && IsBindAddressNoPort(moment.Event))?.Event,
                    };
                    reserved[found.Place] = reserved.TryGetValue(found.Place, out var known) ? known.Or(found) : found;
                }
            }
        }

        return reserved.Values.Select(
            port => port.Place == port.Bind.Operation ? port : port with { IsTcpAlone = IsBindOfTcpAlone(port.Bind, analysis) });
    }

    public Diagnostic Report(DiagnosticDescriptor descriptor, CompilationScope scope, params object[] arguments)
    {
        var places = Places();
        return Diagnostic.Create(descriptor, Place.Syntax.GetLocation(), places, places.AddTo(Properties(scope)), arguments);
    }

    /// <summary>The socket as the code at the place of the diagnostic calls it.</summary>
    public string SocketName => Place == Bind.Operation ? Bind.Receiver : Socket.Name;

    private NamedPlaces Places()
    {
        var places = new NamedPlaces();
        if (Reuse is not null)
        {
            places.Add(DiagnosticProperties.PlaceReuse, Reuse.Operation.Syntax);
        }

        places.Add(DiagnosticProperties.PlaceConnect, Connect.Operation.Syntax);
        if (Place != Bind.Operation)
        {
            places.Add(DiagnosticProperties.PlaceBind, Bind.Operation.Syntax);
        }

        if (EarlyRead is not null)
        {
            places.Add(DiagnosticProperties.PlaceRead, EarlyRead.Operation.Syntax);
        }

        if (LateOption is not null)
        {
            places.Add(DiagnosticProperties.PlaceLateOption, LateOption.Operation.Syntax);
        }

        return places;
    }

    private static IOperation PlaceOf(SocketEvent bind, CompilationScope scope) =>
        !IsChosenWhereBound(bind, scope) && bind.Frame?.PortZeroCall is { } call ? call : bind.Operation;

    /// <summary>The code that binds makes the endpoint, and names the port: whatever else it is given that is 0.</summary>
    private static bool IsChosenWhereBound(SocketEvent bind, CompilationScope scope) =>
        bind.EndPoint.Facts.OfType<EndPointFact>().Where(fact => fact.PortIsZero).All(fact =>
            fact.Origin is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [_, { Expression: var port }] } made
            && bind.Frame?.Body.Declares(made) == true
            && scope.Models.Of(made.SyntaxTree)?.GetConstantValue(port).HasValue == true);

    private static bool IsBindAddressNoPort(SocketEvent socketEvent) =>
        socketEvent is { Kind: SocketEventKind.OptionSet, Option: SocketOption.BindAddressNoPort, Enabled: true };

    /// <summary>
    /// Whether the sockets that come to the bind are all known to be TCP sockets: those that other types have bound there too, if
    /// what they hand over may be any socket.
    /// </summary>
    private static bool IsBindOfTcpAlone(SocketEvent bind, SocketFlowAnalysis analysis)
    {
        var syntax = bind.Operation.Syntax;
        var type = syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>();
        var member = syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var isPrivate = member is null or GlobalStatementSyntax
            || !member.Modifiers.Any(
                modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword);
        return AllIn(analysis)
            .Where(history => history.Events.Any(
                socketEvent => socketEvent.Kind == SocketEventKind.Bound && socketEvent.Operation == bind.Operation))
            .All(history => history.Socket.Protocol == SocketProtocol.Tcp && (isPrivate || type?.Contains(history.Socket.Origin) == true));
    }

    /// <summary>By an option of the project's, a wildcard address that the kernel would have chosen anyhow.</summary>
    private static bool IsIgnored(SocketEvent bind, CompilationScope scope) =>
        IsWildcard(bind.EndPoint) && scope.Sources.Options.In(bind.Operation.Syntax.SyntaxTree).IgnoresWildcardBind;

    private static bool IsWildcard(Value endPoint) =>
        !endPoint.MayBeOther && endPoint.Facts.All(fact => fact is EndPointFact { PortIsZero: true, Address: AddressKind.Wildcard });

    /// <summary>The reason why the bind reserves no port, or may not.</summary>
    private static bool IsProtected(SocketPast beforeBind, Systems systems, CompilationScope scope) =>
        beforeBind.IsEscaped
        || beforeBind.HasBindAddressNoPort
        || (scope.RunsOnWindowsOnly ? beforeBind.HasReuseUnicastPort : !systems.HasFlag(Systems.Linux));

    /// <summary>Which members come between a bind and a connect in different members, and in which order, is for others to say.</summary>
    private static bool MayBeProtected(SocketHistory history) =>
        history.Has(SocketEventKind.Listening)
        || history.Events.Any(socketEvent => socketEvent is
            {
                Kind: SocketEventKind.OptionSet,
                Option: SocketOption.BindAddressNoPort or SocketOption.ReuseUnicastPort,
                Enabled: not false,
            });

    private ReservedPort Or(ReservedPort other)
    {
        var (better, worse) = Reuse is null && other.Reuse is not null ? (other, this) : (this, other);
        return better with { Blocked = better.Blocked ?? worse.Blocked, EarlyRead = better.EarlyRead ?? worse.EarlyRead };
    }

    private ImmutableDictionary<string, string?> Properties(CompilationScope scope)
    {
        var properties = ImmutableDictionary<string, string?>.Empty.Add(
            DiagnosticProperties.Shape,
            Place != Bind.Operation ? DiagnosticProperties.ShapeCall
            : Bind.Operation is IObjectCreationOperation ? DiagnosticProperties.ShapeConstructor
            : DiagnosticProperties.ShapeBind);

        if (IsWildcard(Bind.EndPoint))
        {
            properties = properties.Add(DiagnosticProperties.Wildcard, "true");
        }

        if (scope.RunsOnWindowsOnly)
        {
            properties = properties.Add(DiagnosticProperties.WindowsOnly, "true");
        }

        if (IsTcpAlone)
        {
            properties = properties.Add(DiagnosticProperties.IsTcpAlone, "true");
        }

        return Blocked is null ? properties : properties.Add(DiagnosticProperties.Blocked, Blocked);
    }

    /// <summary>The failure on this path if the port were deferred.</summary>
    /// <remarks>Windows has neither a raw option nor another socket within the same object.</remarks>
    private static string? BlockOf(SocketEvent connect, SocketPast before, CompilationScope scope) =>
        before.EndPointReadAfterBind is not null ? DiagnosticProperties.BlockedByEarlyRead
        : scope.RunsOnWindowsOnly ? null
        : before is { HasConnected: true, IsDisposed: false } ? DiagnosticProperties.BlockedByRetry
        : connect.Target != ConnectTarget.OneEndPoint ? DiagnosticProperties.BlockedBySeveralAddresses
        : null;
}
