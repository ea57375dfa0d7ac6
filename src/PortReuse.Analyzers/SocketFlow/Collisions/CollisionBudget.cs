using PortReuse.Analyzers.SocketFlow.State;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>What one question may cost; the answer to one that costs more is silence.</summary>
internal sealed class CollisionBudget(CancellationToken cancellation)
{
    private const int MaxSteps = 10_000;

    private int _steps;

    public CancellationToken Cancellation { get; } = cancellation;

    public void CountStep()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (++_steps > MaxSteps)
        {
            throw new FlowTooLargeException();
        }
    }
}
