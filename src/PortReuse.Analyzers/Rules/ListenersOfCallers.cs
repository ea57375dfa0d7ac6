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
        return CallersWalk.Of(MembersOf(listener, scope), scope, KeptForAll.NeverCancelled).Any(analysis =>
        {
            var alike = analysis.Histories.Where(history => history.Socket.Origin == origin && history.Has(SocketEventKind.Listening))
                .ToList();
            return alike.Exists(one => IsOnePortEachTime(one)
                || alike.Exists(other => other != one
                    && one.Events.Any(bind => bind.Kind == SocketEventKind.Bound && SharedPorts.AreOne(bind, other))));
        });
    }

    /// <summary>The members that make the listener and bind it; of an object that has it from the start, the constructors.</summary>
    private static IReadOnlyCollection<IMethodSymbol> MembersOf(SocketHistory listener, CompilationScope scope)
    {
        var members = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var socketEvent in listener.Events)
        {
            if (socketEvent.Kind is SocketEventKind.Created or SocketEventKind.Bound or SocketEventKind.Listening
                && socketEvent.Frame?.Root.Body is { } body)
            {
                if (body.Symbol is { } member)
                {
                    members.Add(member.OriginalDefinition);
                }
                else if (DeclaringTypeOf(listener.Socket.Origin, scope) is { } type)
                {
                    members.UnionWith(type.InstanceConstructors);
                }
            }
        }

        return [.. members];
    }

    private static INamedTypeSymbol? DeclaringTypeOf(SyntaxNode code, CompilationScope scope) =>
        code.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? scope.Models.Of(code.SyntaxTree)?.GetDeclaredSymbol(declaration) : null;

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
