using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;
using PortReuse.Metering;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Metering;

/// <summary>docs/metrics.md says what the meter publishes: every instrument, its kind, its unit and its tags.</summary>
public sealed partial class MetricsPageTests : IDisposable
{
    private static readonly string Page = ReadPage();

    private readonly TimeSpan _freshness = PortUse.Freshness;

    // What a test before this one saw of the ports is not what this one is about.
    public MetricsPageTests() => PortUse.Freshness = TimeSpan.Zero;

    public void Dispose() => PortUse.Freshness = _freshness;

    [OldKernelFact]
    public async Task Every_instrument_is_on_the_page_with_its_kind_its_unit_and_its_tags()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var refusing = new RefusingThenListening();
        using var sockets = new SocketList();
        using var meter = new MeasuredMeter();

        // A connection from the second of two sources, a failure, and both where the choice of the port cannot be left to the connect:
        // every tag is on one of them.
        OutboundConnector connector = new(Connectors.AnyPort("192.0.2.1"), Connectors.AnyPort("127.0.0.77"));
        sockets.Add(await connector.ConnectAsync(destination.EndPoints[0]));
        await Assert.ThrowsAnyAsync<SocketException>(
            () => new OutboundConnector(IPAddress.Loopback).ConnectAsync(new IPEndPoint(refusing.Addresses[0], refusing.Port)).AsTask());
        KernelWithoutTheOption.Run(KernelWithoutTheOption.NotPermitted, () =>
        {
            sockets.Add(new OutboundConnector(IPAddress.Parse("127.0.0.77")).Connect(destination.EndPoints[0]));
            Assert.Throws<PortException>(() => new OutboundConnector(IPAddress.Parse("192.0.2.1")).Connect(destination.EndPoints[0]));
        });
        meter.Observe();

        Assert.Equal(meter.Instruments.Select(Described).Order(StringComparer.Ordinal), OnThePage().Order(StringComparer.Ordinal));

        string Described(Instrument instrument)
        {
            var kind = instrument.GetType().Name.Split('`')[0] switch
            {
                "Counter" => "counter",
                "Histogram" => "histogram",
                "ObservableGauge" => "observable gauge",
                var other => other,
            };
            IEnumerable<string> tags = meter.Of(instrument.Name).SelectMany(each => each.Tags).Select(tag => tag.Key).Distinct();
            return $"{instrument.Name}, {kind}, {instrument.Unit}, {string.Join(' ', tags.Order(StringComparer.Ordinal))}";
        }
    }

    [Fact]
    public void Every_outcome_is_on_the_page()
    {
        string[] outcomes = [.. typeof(PortMeter).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!)];

        Assert.True(outcomes.Length >= 8, "The outcomes are found by reflection.");
        Assert.All(outcomes, outcome => Assert.Contains($"`{outcome}`", Page, StringComparison.Ordinal));
    }

    [LinuxFact]
    public void The_meter_has_the_name_and_the_version_of_the_package()
    {
        using var meter = new MeasuredMeter();

        Meter published = meter.Instruments.Select(instrument => instrument.Meter).Distinct().Single();

        Assert.Equal("PortReuse", PortMetrics.MeterName);
        Assert.Equal(PortMetrics.MeterName, published.Name);
        Assert.Matches(@"^\d+\.\d+\.\d+", published.Version);
        Assert.DoesNotContain('+', published.Version!);
        Assert.Equal(typeof(PortMetrics).Assembly.GetName().Version!.ToString(3), published.Version!.Split('-')[0]);
        Assert.Contains($"--counters {PortMetrics.MeterName}", Page, StringComparison.Ordinal);
    }

    /// <summary>Rows such as: | `name` | kind | `unit` | what it counts | `tag`, `tag` |.</summary>
    private static IEnumerable<string> OnThePage() => Row().Matches(Page).Select(row =>
        $"{row.Groups["name"]}, {row.Groups["kind"]}, {row.Groups["unit"]}, " +
        string.Join(' ', Tag().Matches(row.Groups["tags"].Value).Select(tag => tag.Groups[1].Value).Order(StringComparer.Ordinal)));

    private static string ReadPage()
    {
        using Stream stream = typeof(MetricsPageTests).Assembly.GetManifestResourceStream("metrics.md")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^\| `(?<name>portreuse\.[a-z_.]+)` \| (?<kind>[a-z ]+) \| `(?<unit>[^`]+)` \| [^|]+ \| (?<tags>[^|]*)\|",
        RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Tag();
}
