using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>The handlers of a <c>try</c>, and what each of them receives.</summary>
internal static class Handlers
{
    public static IEnumerable<ControlFlowRegion> Of(ControlFlowRegion tryAndCatch) =>
        tryAndCatch.NestedRegions.Where(nested => nested.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler);

    /// <summary>
    /// What the handler receives, and what may go to the next one. What is thrown is not told apart, but for the failure that is asked
    /// about.
    /// </summary>
    public static (FlowState? Received, FlowState? Passed) Receive(
        ControlFlowRegion handler, ControlFlowRegion statement, FlowState state, FlowBody body)
    {
        if (!state.IsAfterFailure)
        {
            return (state, CatchesEverything(handler) ? null : state);
        }

        var filter = handler.NestedRegions.FirstOrDefault(nested => nested.Kind == ControlFlowRegionKind.Filter);
        var type = handler.ExceptionType ?? filter?.ExceptionType;
        var failures = state.Failures.Where(failure => failure.Body == body).ToLookup(failure => failure.Exception.IsA(type));
        return (
            state.AfterFailures(
                failures[true].Concat(failures[null]).Select(failure => failure with { IsCaught = true, Statement = statement })),
            state.AfterFailures(
                failures[false].Concat(failures[null]).Select(failure => failure with { IsCaught = false, Statement = null })));
    }

    private static bool CatchesEverything(ControlFlowRegion handler) =>
        handler.Kind == ControlFlowRegionKind.Catch
        && (handler.ExceptionType is not { } type
            || type.SpecialType == SpecialType.System_Object
            || type.IsExceptionItself());
}
