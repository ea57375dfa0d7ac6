using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// The variables by which code behind a <c>try</c> knows whether the connect in it went well: <c>connected = true;</c> after it,
/// or the socket's own <c>Connected</c>.
/// </summary>
internal sealed class Outcomes
{
    private readonly CodePlace _origin;
    private readonly HashSet<ISymbol> _set = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _flags = new(SymbolEqualityComparer.Default);

    public Outcomes(CodePlace origin, ControlFlowRegion tryAndCatch)
    {
        _origin = origin;
        var others = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var block in origin.Graph.Blocks)
        {
            var isInTry = block.Ordinal >= tryAndCatch.FirstBlockOrdinal
                && block.Ordinal <= tryAndCatch.NestedRegions[0].LastBlockOrdinal;
            foreach (var operation in block.Operations)
            {
                if ((operation is IExpressionStatementOperation statement ? statement.Operation : operation) is ISimpleAssignmentOperation assignment)
                {
                    Remember(assignment, isInTry && assignment.Syntax.SpanStart >= origin.Operation.Syntax.Span.End, others);
                }
            }
        }

        _flags.ExceptWith(others);
    }

    /// <summary>What is known where the connect has failed.</summary>
    public FailureFacts AddTo(FailureFacts facts)
    {
        foreach (var flag in _flags)
        {
            facts = facts.With(flag, ErrorValue.OfTest(false));
        }

        return _origin.Operation is IInvocationOperation { Instance: { } socket } && ErrorTests.Holder(socket) is { } holder
            ? facts.With(ErrorTests.ConnectedKey(holder), ErrorValue.OfTest(false))
            : facts;
    }

    /// <summary>The returned value differs by whether the connect went well.</summary>
    public bool Tells(IOperation returned, FailureFacts facts) => returned switch
    {
        IConversionOperation { Operand: var operand } => Tells(operand, facts),
        IPropertyReferenceOperation { Property.Name: "Connected" } => true,
        ILocalReferenceOperation { Local: var local } => _set.Contains(local) || facts[local].IsNull,
        _ => false,
    };

    /// <summary>The variable is there before the failure, and after it.</summary>
    public bool IsOutside(ILocalSymbol local)
    {
        for (var region = _origin.Block?.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Locals.Contains(local))
            {
                return true;
            }
        }

        // One that belongs to no body of this graph is captured from around it.
        return !DeclaredIn(_origin.Graph.Root, local);
    }

    private static bool DeclaredIn(ControlFlowRegion region, ILocalSymbol local) =>
        region.Locals.Contains(local) || region.NestedRegions.Any(nested => DeclaredIn(nested, local));

    private void Remember(ISimpleAssignmentOperation assignment, bool isAfterConnect, HashSet<ISymbol> others)
    {
        if (assignment.Target is not ILocalReferenceOperation { Local: var local })
        {
            return;
        }

        if (isAfterConnect)
        {
            _set.Add(local);
        }

        if (isAfterConnect && assignment.Value.ConstantValue is { HasValue: true, Value: true })
        {
            _flags.Add(local);
        }
        else if (assignment.Value.ConstantValue is not { HasValue: true, Value: false })
        {
            others.Add(local);
        }
    }
}
