using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>A body of code with its control flow graph: the analyzed member's, a lambda's or a local function's.</summary>
internal sealed class FlowBody(ControlFlowGraph graph, IMethodSymbol? symbol)
{
    private readonly ConcurrentDictionary<ControlFlowRegion, Place[]> _declared = new();
    private IReadOnlyDictionary<CaptureId, IOperation>? _captured;
    private IReadOnlyList<Place>? _ownParameters;

    public ControlFlowGraph Graph { get; } = graph;

    public IMethodSymbol? Symbol { get; } = symbol;

    /// <summary>The variables that a region declares, and that end with it.</summary>
    public IReadOnlyList<Place> DeclaredIn(ControlFlowRegion region) =>
        region.Locals.IsEmpty && region.CaptureIds.IsEmpty ? []
        : _declared.TryGetValue(region, out var known) ? known
        : _declared[region] = [.. region.Locals.Select(Place.Of), .. region.CaptureIds.Select(capture => Place.Of(capture))];

    /// <summary>The parameters whose arguments belong to the body alone.</summary>
    public IReadOnlyList<Place> OwnParameters => _ownParameters ??= Symbol is null ? [] :
    [
        .. Symbol.Parameters.Where(parameter => parameter.RefKind is RefKind.None or RefKind.In).Select(Place.Of),
        .. ExtensionBlocks.ReceiverOf(Symbol) is { } receiver ? [Place.Of(receiver)] : Array.Empty<Place>(),
    ];

    /// <summary>Whether the code is the body's own, or that of a lambda in it.</summary>
    public bool Declares(SyntaxNode code) => Graph.OriginalOperation.Syntax.Contains(code);

    /// <summary>The place that the capture stands for; null if it is only a value.</summary>
    public IOperation? CapturedBy(CaptureId capture) =>
        (_captured ??= CapturedPlaces.In(Graph)).TryGetValue(capture, out var captured) ? captured : null;
}
