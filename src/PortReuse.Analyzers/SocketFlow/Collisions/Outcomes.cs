using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>The variables by which code behind a <c>try</c> knows whether the connect in it went well: <c>connected = true;</c>.</summary>
internal static class Outcomes
{
    /// <summary>It is set where the connect went well, so that it tells one outcome from the other.</summary>
    public static bool AreToldBy(ILocalSymbol local, FailureFact failure) =>
        Assignments(local, failure).Any(assigned => assigned.IsAfterConnect);

    /// <summary>It is true where the connect went well, and false where it failed.</summary>
    public static bool IsSuccess(ILocalSymbol local, FailureFact failure)
    {
        var assigned = Assignments(local, failure).ToList();
        return assigned.Any(each => each.IsAfterConnect)
            && assigned.All(each => each.Value is { HasValue: true, Value: bool value } && (each.IsAfterConnect || !value))
            && assigned.Any(each => each.Value.Value is true);
    }

    private static IEnumerable<(Optional<object?> Value, bool IsAfterConnect)> Assignments(ILocalSymbol local, FailureFact failure) =>
        failure.Statement is not { NestedRegions: [var attempt, ..] } ? [] :
        from block in failure.Body.Graph.Blocks
        from operation in block.Operations
        let assignment =
            (operation is IExpressionStatementOperation statement ? statement.Operation : operation) as ISimpleAssignmentOperation
        where assignment?.Target is ILocalReferenceOperation { Local: var assigned }
            && SymbolEqualityComparer.Default.Equals(assigned, local)
        select (
            assignment.Value.ConstantValue,
            block.Ordinal >= attempt.FirstBlockOrdinal && block.Ordinal <= attempt.LastBlockOrdinal
                && assignment.Syntax.SpanStart >= failure.Origin.Span.End);
}
