using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests.Connector;

/// <summary>Many connects, in every way that one can end: what the process holds stays what it is. The long form is a benchmark.</summary>
public class SoakTests(ITestOutputHelper output)
{
    // What the host of the tests and the other tests hold meanwhile. A socket kept by each connect would be several times that.
    private const long OtherTests = 1024 * 1024;

    [LinuxFact]
    public async Task Handles_and_memory_are_flat()
    {
        using var soak = new Soak();

        IReadOnlyList<Soak.Sample> samples = await soak.RunAsync(connects: 20_000, samples: 10);

        foreach (Soak.Sample sample in samples)
            output.WriteLine(sample.ToString());
        Assert.Empty(Soak.Growth(samples, OtherTests));
    }
}
