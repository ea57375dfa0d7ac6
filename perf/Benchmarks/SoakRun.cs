using System.Globalization;

namespace PortReuse.Benchmarks;

/// <summary>Many connects, in every way that one can end or fail, with a look at what the process holds.</summary>
/// <param name="name">The name.</param>
/// <param name="connects">How many.</param>
/// <param name="description">What is done.</param>
/// <param name="run">Does so many of them, and takes so many samples.</param>
internal sealed class SoakRun(string name, int connects, string description, Func<int, int, IReadOnlyList<Soak.Sample>> run) : IBenchmark
{
    private const int Samples = 10;

    private const string Ways = "connects by one connector: connected, refused, timed out, cancelled, to several addresses.";

    /// <summary>Connects one after the other, in every way that one can end.</summary>
    public static SoakRun OfConnects(string name, int connects, string description) =>
        new(name, connects, string.Create(CultureInfo.InvariantCulture, $"{description} {connects:N0} {Ways}"), (count, samples) =>
    {
        using var soak = new Soak();
        return soak.RunAsync(count, samples).GetAwaiter().GetResult();
    });

    /// <summary>Connects that find no port, on many threads at once.</summary>
    public static SoakRun OfStorm(string name, int failures) => new(
        name, failures, string.Create(CultureInfo.InvariantCulture, $"{failures:N0} connects that find no port, by 16 threads, with one source and with four, and what each is told."), (count, samples) =>
        {
            using var soak = new StormSoak();
            return soak.Run(count, samples);
        });

    public string Name => name;

    public string Description => description;

    public string? WhyNotHere => OperatingSystem.IsLinux() ? null : "needs Linux: a listener that does not answer";

    public Table Run()
    {
        IReadOnlyList<Soak.Sample> samples = run(connects, Samples);

        var table = new Table("connects", "seconds", "open sockets", "managed KiB", "resident MiB");
        foreach (Soak.Sample sample in samples)
        {
            table.Add(sample.Connects, $"{sample.Time.TotalSeconds:F1}",
                sample.OpenSockets, sample.ManagedBytes / 1024, sample.ResidentBytes / 1024 / 1024);
        }

        foreach (var violation in Soak.Growth(samples))
        {
            table.Require(false, violation);
        }

        return table;
    }
}
