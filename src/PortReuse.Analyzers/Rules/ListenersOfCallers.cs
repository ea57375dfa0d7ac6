using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Callers;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.Rules;

/// <summary>
/// Whether other types have the same code make several listeners on one port: by a loop or a query, or by one call after the other.
/// </summary>
internal static class ListenersOfCallers
{
    public static bool ShareOnePort(SocketHistory listener, CompilationScope scope)
    {
        var origin = listener.Socket.Origin;
        return CallersWalk.Of(CalledMembers.Of(listener, scope), scope, KeptForAll.NeverCancelled).Any(analysis =>
        {
            var alike = analysis.Histories.Where(history => history.Socket.Origin == origin && history.Has(SocketEventKind.Listening))
                .ToList();
            return alike.Exists(one => IsOnePortEachTime(one)
                || analysis.Histories.Any(other => IsOnItsPort(other, one))
                || alike.Exists(other => other != one
                    && one.Events.Any(bind => bind.Kind == SocketEventKind.Bound && SharedPorts.AreOne(bind, other))));
        });
    }

    private static bool IsOnItsPort(SocketHistory other, SocketHistory listener) =>
        other.Socket.Origin != listener.Socket.Origin
        && !other.IsDatagram
        && other.Events.Any(bind => bind.Kind == SocketEventKind.Bound && SharedPorts.AreOne(bind, listener));

    private static bool IsOnePortEachTime(SocketHistory listener) =>
        listener.Events.Any(bind => (bind.IsBesideOlder || bind.IsRunManyTimes)
            && bind.EndPoint.Facts.Any(fact => fact is EndPointFact { Port: { } port } && IsSameEachTime(port)));

    /// <summary>A number, or what is known to be from somewhere that does not change from one turn to the next.</summary>
    private static bool IsSameEachTime(Fact port) => port switch
    {
        NumberFact { Number: not 0 } => true,
        OriginFact { Key: Place place } => !IsOfTurn(place),
        OriginFact { Key: ValueTuple<FlowFrame, IOperation> made } => !made.Item2.Syntax.Ancestors().Any(IsRepeated),
        _ => false,
    };

    private static bool IsOfTurn(Place? place) =>
        place is not null && (place.Capture is not null || place.Symbol is ILocalSymbol || IsOfTurn(place.Owner));

    private static bool IsRepeated(SyntaxNode code) =>
        code is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or AnonymousFunctionExpressionSyntax;
}
