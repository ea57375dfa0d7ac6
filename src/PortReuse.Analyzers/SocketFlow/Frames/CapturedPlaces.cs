using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>
/// The captures of a graph that stand for a place: <c>a ??= b</c> captures <c>a</c>, and assigns to the capture; <c>a?.Close()</c> asks the
/// capture whether it is null. One that is written on several paths, as the value of <c>c ? a : b</c> is, stands for none.
/// </summary>
internal static class CapturedPlaces
{
    /// <summary>The place that each capture names.</summary>
    public static IReadOnlyDictionary<CaptureId, IOperation> In(ControlFlowGraph graph)
    {
        var captured = new Dictionary<CaptureId, IOperation>();
        var several = new HashSet<CaptureId>();
        foreach (var capture in graph.Blocks.SelectMany(block => block.Operations).OfType<IFlowCaptureOperation>())
        {
            if (captured.ContainsKey(capture.Id))
            {
                several.Add(capture.Id);
            }

            captured[capture.Id] = capture.Value;
        }

        return captured.Where(entry => !several.Contains(entry.Key) && NamesPlace(entry.Value))
            .ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    private static bool NamesPlace(IOperation value) => value is ILocalReferenceOperation or IParameterReferenceOperation
        or IFieldReferenceOperation or IPropertyReferenceOperation or IFlowCaptureReferenceOperation;
}
