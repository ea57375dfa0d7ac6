namespace PortReuse.Tests.Connecting;

/// <summary>
/// Many connects, in every way that one can end: what the process holds stays what it is. The long form is <c>soak-long</c>.
/// </summary>
public class SoakTests
{
    [BenchmarkFact]
    public void Handles_and_memory_are_flat() => Assert.Contains("open sockets", BenchmarkProgram.Run("soak"), StringComparison.Ordinal);

    [BenchmarkFact]
    public void They_are_flat_in_a_storm_of_failures() =>
        Assert.Contains("open sockets", BenchmarkProgram.Run("storm-soak"), StringComparison.Ordinal);
}
