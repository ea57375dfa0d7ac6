using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>The <c>try</c> blocks around a block of the control flow graph.</summary>
internal static class TryRegions
{
    public static bool AreAround(BasicBlock block) => Around(block).Any();

    /// <summary>Whether a handler of the body is there for the exception of a socket.</summary>
    public static bool ReceiveFailure(BasicBlock block, SocketTypes types) => Around(block).Any(region =>
        region.EnclosingRegion is { Kind: ControlFlowRegionKind.TryAndCatch } statement
        && statement.NestedRegions.Any(handler =>
            handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler
                && types.IsFailureOfSocket(handler.ExceptionType)));

    private static IEnumerable<ControlFlowRegion> Around(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                yield return region;
            }
        }
    }
}
