using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;
using PortReuse.Analyzers.SocketFlow.Walk;

namespace PortReuse.Analyzers.SocketFlow.Analysis;

/// <summary>
/// The analysis that all rules share: what happens to each socket that the members of one type use, in which order, on which
/// paths.
/// </summary>
/// <remarks>What it takes to know that is in the folders beside this one; <c>docs/architecture.md</c> says which stands on which.</remarks>
internal sealed class SocketFlowAnalysis(INamedTypeSymbol type, CompilationScope scope, TypeWalk walk, CancellationToken cancellation)
{
    private readonly Dictionary<Type, object> _answers = [];

    /// <summary>The analysis of the members of a type.</summary>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public static SocketFlowAnalysis Of(INamedTypeSymbol type, CompilationScope scope, CancellationToken cancellation) =>
        new(type, scope, TypeWalk.Run(type, scope, called: [], cancellation), cancellation);

    /// <summary>The analysis of a type for the sockets of members of another type, which it calls.</summary>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public static SocketFlowAnalysis OfCallers(
        INamedTypeSymbol type, IReadOnlyCollection<IMethodSymbol> called, CompilationScope scope, CancellationToken cancellation) =>
        new(type, scope, TypeWalk.Run(type, scope, called, cancellation), cancellation);

    /// <summary>The type whose members have been walked.</summary>
    public INamedTypeSymbol Type { get; } = type;

    /// <summary>A history for each socket, in source order.</summary>
    public IReadOnlyList<SocketHistory> Histories { get; } = InOrder(walk.Histories);

    /// <summary>And for each that an object may come to have which the type hands on, made with port 0.</summary>
    public IReadOnlyList<SocketHistory> LaterHistories { get; } = InOrder(walk.LaterHistories);

    /// <summary>Whether some socket has an event of this kind.</summary>
    public bool Saw(SocketEventKind kind) => Histories.Any(history => history.Has(kind));

    private static IReadOnlyList<SocketHistory> InOrder(IEnumerable<SocketHistory> histories) =>
    [
        .. histories
            .OrderBy(history => history.Socket.Origin.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(history => history.Socket.Origin.SpanStart),
    ];

    /// <summary>An answer for more than one rule, worked out for the first.</summary>
    public IReadOnlyList<T> Once<T>(Func<IEnumerable<T>> find)
    {
        if (!_answers.TryGetValue(typeof(T), out var answer))
        {
            _answers.Add(typeof(T), answer = find().ToList());
        }

        return (IReadOnlyList<T>)answer;
    }

    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns here.</summary>
    public IReadOnlyList<ReturnedValue> CallbackEndPoints { get; } = walk.CallbackEndPoints;

    /// <summary>The code that was too large: members and called methods, or the type itself, of which nothing is known then.</summary>
    public IReadOnlyCollection<ISymbol> GivenUp { get; } = walk.GivenUp;

    /// <summary>Whether the code copes with a connect that fails because the connection is there already.</summary>
    public bool IsCollisionHandled(SocketEvent connect) => new CollisionHandling(Type, walk, scope, cancellation).IsHandled(connect);

    /// <summary>
    /// False for a socket that a base type makes or holds: its other members, and other types that extend it, may use it too.
    /// </summary>
    public bool IsOfTypeItself(SocketId socket) =>
        Type.Declares(socket.Origin)
            && (socket.Holder is not { } holder || SymbolEqualityComparer.Default.Equals(holder.ContainingType, Type));

    /// <summary>Whether the code stands in the type, in whichever of its parts and files.</summary>
    public bool IsOfType(SyntaxNode code) => Type.Declares(code);

    /// <summary>Both are done by one call of another type's code: they are that type's affair, and not its callers'.</summary>
    public bool IsOfOtherType(SocketEvent first, SocketEvent second) =>
        first.Call is { } call
        && call.Operation == second.Call?.Operation
        && !Type.Declares(first.Operation.Syntax)
        && !Type.Declares(second.Operation.Syntax);

    /// <summary>The operation in the type's own code: the event's own, or the call that leads to it in another type.</summary>
    public IOperation PlaceOf(SocketEvent socketEvent) =>
        Type.Declares(socketEvent.Operation.Syntax) ? socketEvent.Operation : socketEvent.Call?.Operation ?? socketEvent.Operation;
}
