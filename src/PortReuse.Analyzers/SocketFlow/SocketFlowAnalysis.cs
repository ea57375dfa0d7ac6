using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// The analysis that all rules share: what happens to each socket of one member, in which order, on which paths.
/// </summary>
internal sealed class SocketFlowAnalysis
{
    private static readonly SocketFlowAnalysis Nothing = new([], []);

    private SocketFlowAnalysis(IReadOnlyList<SocketHistory> histories, IReadOnlyList<ReturnedValue> callbackEndPoints)
    {
        Histories = histories;
        CallbackEndPoints = callbackEndPoints;
    }

    /// <summary>A history for each socket, in source order.</summary>
    public IReadOnlyList<SocketHistory> Histories { get; }

    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns here.</summary>
    public IReadOnlyList<ReturnedValue> CallbackEndPoints { get; }

    /// <summary>Analyzes one body of <paramref name="member"/>. A body too large to follow yields nothing.</summary>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public static SocketFlowAnalysis Of(ControlFlowGraph graph, ISymbol member, SocketTypes types, CancellationToken cancellation)
    {
        var systems = TargetSystems.OfAll(member);
        var walker = new FlowWalker(types, systems, cancellation);
        try
        {
            var method = member as IMethodSymbol;
            var body = new FlowBody(graph, method);
            var entry = FlowState.Empty.With(systems);
            var result = walker.Run(FlowFrame.Outermost(body), entry);
            RunUncalled(walker, body, entry);

            var endPoints = walker.Calls.CallbackEndPoints;
            if (method is not null && types.IsEndPointCallback(method))
            {
                endPoints.AddRange(result.Returns);
            }

            return new([.. walker.Recorder.Histories.OrderBy(history => history.Socket.Origin.SpanStart)], endPoints);
        }
        catch (Exception e) when (e is FlowTooLargeException or InsufficientExecutionStackException)
        {
            return Nothing;
        }
    }

    /// <summary>Local functions and lambdas that nothing here calls are run on their own.</summary>
    private static void RunUncalled(FlowWalker walker, FlowBody body, FlowState entry)
    {
        foreach (var nested in walker.Calls.Bodies.DeclaredIn(body))
        {
            if (!walker.Calls.Bodies.HasRun(nested))
            {
                walker.Run(FlowFrame.Outermost(nested), entry);
            }

            RunUncalled(walker, nested, entry);
        }
    }
}
