namespace PortReuse.Tests.Connector;

/// <summary>What a connect from one source to one address costs: no more memory and no more system calls than by hand.</summary>
public class CostTests
{
    [BenchmarkFact]
    public void No_more_managed_memory_than_by_hand()
    {
        string output = BenchmarkProgram.Run("memory");

        Assert.Matches("\\| Connect \\| [1-9]", output);
        Assert.Matches("\\| ConnectAsync \\| [1-9]", output);
    }

    [BenchmarkFact("needs strace, which is not in the PATH (apt-get install strace)", "strace")]
    public void No_other_system_calls_than_by_hand()
    {
        string output = BenchmarkProgram.Run("syscalls");

        Assert.Contains("| ConnectAsync | connect | 1 | 1 |", output, StringComparison.Ordinal);
    }
}
