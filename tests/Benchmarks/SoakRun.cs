using System.Globalization;
using PortReuse.Tests.Support;

namespace PortReuse.Benchmarks;

/// <summary>Many connects, one after the other, in every way that one can end, with a look at what the process holds.</summary>
internal sealed class SoakRun(string name, int connects, string description) : IBenchmark
{
    private const int Samples = 10;

    public string Name => name;

    public string Description => string.Create(
        CultureInfo.InvariantCulture,
        $"{description} {connects:N0} connects by one connector: connected, refused, timed out, cancelled, to several addresses.");

    public string? WhyNotHere => OperatingSystem.IsLinux() ? null : "needs Linux: a listener that does not answer";

    public Table Run()
    {
        using var soak = new Soak();
        IReadOnlyList<Soak.Sample> samples = soak.RunAsync(connects, Samples).GetAwaiter().GetResult();

        var table = new Table("connects", "seconds", "open sockets", "managed KiB", "resident MiB");
        foreach (Soak.Sample sample in samples)
            table.Add(sample.Connects, $"{sample.Time.TotalSeconds:F1}", sample.OpenSockets, sample.ManagedBytes / 1024, sample.ResidentBytes / 1024 / 1024);

        foreach (string violation in Soak.Growth(samples))
            table.Require(false, violation);
        return table;
    }
}
