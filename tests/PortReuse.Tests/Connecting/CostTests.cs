namespace PortReuse.Tests.Connecting;

/// <summary>What a connect from one source to one address costs: no more memory than by hand, and one system call more.</summary>
public class CostTests
{
    [BenchmarkFact]
    public void No_more_managed_memory_than_by_hand()
    {
        var output = BenchmarkProgram.Run("memory");

        Assert.Matches("\\| Connect \\| [1-9]", output);
        Assert.Matches("\\| ConnectAsync \\| [1-9]", output);
    }

    [BenchmarkFact("needs strace, which is not in the PATH (apt-get install strace)", "strace")]
    public void One_system_call_more_than_by_hand_which_sets_the_range_of_ports()
    {
        var output = BenchmarkProgram.Run("syscalls");

        Assert.Contains("| ConnectAsync | connect | 1 | 1 |", output, StringComparison.Ordinal);
        if (PortByPortSearch.ReasonItIsMissing is null)
        {
            Assert.Matches("\\| ConnectAsync \\| setsockopt \\| 4 \\| 5 \\|", output);
        }
    }
}
