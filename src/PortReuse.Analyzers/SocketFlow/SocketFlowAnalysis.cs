using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// The analysis that all rules share: what happens to each socket that the members of one type use, in which order, on which
/// paths.
/// </summary>
internal sealed class SocketFlowAnalysis(INamedTypeSymbol type, SocketTypes types, FlowWalker walker, CancellationToken cancellation)
{
    /// <summary>A history for each socket, in source order.</summary>
    public IReadOnlyList<SocketHistory> Histories { get; } = [.. walker.Recorder.Histories
        .OrderBy(history => history.Socket.Origin.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(history => history.Socket.Origin.SpanStart)];

    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns here.</summary>
    public IReadOnlyList<ReturnedValue> CallbackEndPoints { get; } = walker.Calls.CallbackEndPoints;

    /// <summary>Whether the code copes with a connect that fails because the connection is there already.</summary>
    public bool IsCollisionHandled(SocketEvent connect) => CollisionHandling.IsHandled(connect, types, cancellation);

    /// <summary>Where the type's own code does it: the operation itself, or the call that leads to it in another type.</summary>
    public IOperation PlaceOf(SocketEvent happening) =>
        type.Declares(happening.Operation.Syntax) ? happening.Operation : happening.Call?.Operation ?? happening.Operation;
}
