using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>What the answers to one failure share.</summary>
internal sealed class ResponseContext(
    SocketTypes types, CodeMap map, ErrorTests tests, CollisionBudget budget, IOperation connect)
{
    private const int MaxHelperDepth = 3;

    private int _helperDepth;

    public SocketTypes Types { get; } = types;

    public ErrorTests Tests { get; } = tests;

    public CollisionBudget Budget { get; } = budget;

    public HelperCode Helpers { get; } = new(types, map, budget);

    /// <summary>The connect that is asked about, also in another graph of the same code.</summary>
    public bool IsConnect(IOperation operation) => operation.Syntax == connect.Syntax && operation.Kind == connect.Kind;

    /// <summary>Whether a helper of the compilation does more than to report and to tidy up; null where that cannot be seen.</summary>
    public bool? AnswersIn(IInvocationOperation call, FailureFacts facts)
    {
        if (_helperDepth >= MaxHelperDepth || map.BodyOf(call.TargetMethod) is not { } body)
        {
            return null;
        }

        var given = FailureFacts.None;
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter)
            {
                given = given.With(parameter.OriginalDefinition, Tests.Evaluate(argument.Value, ref facts));
            }
        }

        _helperDepth++;
        try
        {
            var response = new HandlerResponse(null, body.Graph, body.Symbol, null, this) { IsHelper = true };
            response.Run(0, given);
            return response.IsHandled;
        }
        finally
        {
            _helperDepth--;
        }
    }
}
