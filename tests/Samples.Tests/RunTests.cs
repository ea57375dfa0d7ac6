using System.Globalization;
using System.Text.RegularExpressions;

namespace Samples.Tests;

/// <summary>
/// What the compiler warns of happens, and is gone from the repaired twin. Others may take a port of a sample's range meanwhile, and with
/// the port goes a connection to each destination: the counts are bounds.
/// </summary>
public sealed class RunTests
{
    [PerSocketPortRangeFact]
    public async Task The_leaking_sample_has_no_more_connections_than_ports() =>
        Assert.InRange(await NumberAsync("Leaking", @"^(\d+) connections, then Bind failed: AddressAlreadyInUse"), 1, 32);

    [PerSocketPortRangeFact]
    public async Task The_repaired_sample_has_its_ports_once_for_each_destination() =>
        Assert.InRange(await NumberAsync("Repaired", @"^(\d+) connections, then Connect failed: AddressNotAvailable"), 64, 128);

    [PerSocketPortRangeFact]
    public async Task The_leaking_crawler_fetches_no_more_pages_than_its_addresses_have_ports() =>
        Assert.InRange(await NumberAsync("LeakingCrawler", @"^(\d+) pages fetched, \d+ failed, the first with AddressAlreadyInUse\."), 1,
            32);

    [PerSocketPortRangeFact]
    public async Task The_repaired_crawler_fetches_every_page() =>
        Assert.Equal(100, await NumberAsync("RepairedCrawler", @"^(\d+) pages fetched, 0 failed\."));

    [PerSocketPortRangeFact]
    public async Task The_leaking_load_generator_has_no_more_connections_than_ports() =>
        Assert.InRange(await NumberAsync("LeakingLoad", @"^(\d+) connections, then AddressAlreadyInUse\."), 1, 16);

    [PerSocketPortRangeFact]
    public async Task The_repaired_load_generator_has_its_ports_once_for_each_server() =>
        Assert.InRange(await NumberAsync("RepairedLoad", @"^(\d+) connections, "), 64, 128);

    [LinuxFact]
    public async Task The_proxy_reaches_its_origin_from_another_address_than_it_means_to() =>
        Assert.Equal(20, await NumberAsync("StrayProxy", @"^The origin saw (\d+) requests from 127\.0\.0\.1,"));

    [LinuxFact]
    public async Task The_repaired_proxy_reaches_its_origin_from_the_address_it_means_to() =>
        Assert.Equal(20, await NumberAsync("RepairedProxy", @"^The origin saw (\d+) requests from 127\.0\.0\.77\."));

    [LinuxFact]
    public async Task Of_peers_that_dial_each_other_one_has_no_connection() =>
        Assert.InRange(await NumberAsync("CollidingPeer", @"^(\d+) pairs have one that only one of the two knows of; .* AddressNotAvailable"), 1, 700);

    [LinuxFact]
    public async Task Of_repaired_peers_that_dial_each_other_both_have_the_same_connection() =>
        Assert.Equal(700, await NumberAsync("RepairedPeer", @"^(\d+) pairs have one connection, and each of the two holds an end of it\."));

    private static async Task<int> NumberAsync(string sample, string pattern)
    {
        var output = await new Sample(sample).RunAsync();
        var found = Regex.Match(output, pattern, RegexOptions.Multiline);
        Assert.True(found.Success, output);
        return int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>For what runs out of a port range of its own.</summary>
    private sealed class PerSocketPortRangeFactAttribute : FactAttribute
    {
        public PerSocketPortRangeFactAttribute()
        {
            if (!OperatingSystem.IsLinux() || Environment.OSVersion.Version < new Version(6, 3))
            {
                Skip = $"The sample runs out of a port range of its own, which takes Linux 6.3; this is {Environment.OSVersion}.";
            }
        }
    }

    /// <summary>For what connects from an address of the loopback network that other systems have to be given first.</summary>
    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute()
        {
            if (!OperatingSystem.IsLinux())
            {
                Skip = $"The sample uses several addresses of the loopback network, which only Linux has from the start; this is {Environment.OSVersion}.";
            }
        }
    }
}
