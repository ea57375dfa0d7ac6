using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests.Connector;

/// <summary>Many connects, in every way that one can end: what the process holds stays what it is. The long form is a benchmark.</summary>
public class SoakTests(ITestOutputHelper output)
{
    [LinuxFact]
    public async Task Handles_and_memory_are_flat()
    {
        using var soak = new Soak();

        IReadOnlyList<Soak.Sample> samples = await soak.RunAsync(connects: 20_000, samples: 10);

        foreach (Soak.Sample sample in samples)
            output.WriteLine(sample.ToString());
        Assert.Empty(Soak.Growth(samples));
    }
}
