using System.Globalization;
using System.Text.RegularExpressions;

namespace PortReuse.Packaging.Tests;

/// <summary>The first thing that a newcomer runs: the compiler warns of the leak, and the leak is real.</summary>
public sealed partial class SampleTests
{
    private const int Ports = 32;
    private const int Destinations = 4;

    [Fact]
    public async Task The_compiler_warns_of_the_leaking_sample_at_its_bind()
    {
        var build = await Sample.Leaking.BuildAsync();

        var line = Sample.Leaking.LineOf("OutboundConnection.cs", "socket.Bind(new IPEndPoint(source, 0));");
        var expected = new Finding("", "OutboundConnection.cs", line, "PORT0001");
        Assert.True(Finding.Printed(build).SequenceEqual([expected]), $"Expected {expected} alone.\n{build}");
    }

    [Fact]
    public async Task The_compiler_has_nothing_to_say_of_the_repaired_sample()
    {
        var build = await Sample.Repaired.BuildAsync();

        Assert.True(Finding.Printed(build) is [], build);
    }

    [PerSocketPortRangeFact]
    public async Task The_leaking_sample_has_no_more_connections_than_ports()
    {
        var output = await Sample.Leaking.RunAsync();

        Assert.Contains("then Bind failed: AddressAlreadyInUse", output, StringComparison.Ordinal);
        Assert.InRange(Connections(output), 1, Ports);
    }

    // Others may take a port of its range meanwhile, and with the port goes a connection to each destination.
    [PerSocketPortRangeFact]
    public async Task The_repaired_sample_has_its_ports_once_for_each_destination()
    {
        var output = await Sample.Repaired.RunAsync();

        Assert.Contains("then Connect failed: AddressNotAvailable", output, StringComparison.Ordinal);
        Assert.InRange(Connections(output), Ports * Destinations / 2, Ports * Destinations);
    }

    private static int Connections(string output)
    {
        var count = CountOfConnections().Match(output);
        Assert.True(count.Success, output);
        return int.Parse(count.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(\d+) connections, then ", RegexOptions.Multiline)]
    private static partial Regex CountOfConnections();

    /// <summary>A fact for systems where the samples have something to show.</summary>
    private sealed class PerSocketPortRangeFactAttribute : FactAttribute
    {
        public PerSocketPortRangeFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || Environment.OSVersion.Version < new Version(6, 3))
                Skip = $"The sample runs out of a port range of its own, which takes Linux 6.3; this is {Environment.OSVersion}.";
        }
    }
}
