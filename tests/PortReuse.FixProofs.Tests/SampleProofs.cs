using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>The samples that fail, in their own words, before the fixes and after them.</summary>
/// <remarks>Each has a range of ports of its own, by an option of its sockets; it runs wherever its threads are.</remarks>
public partial class SampleProofs
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    [LocalPortRangeFact]
    public async Task PortExhaustion()
    {
        (var leaking, var repaired) = await RunAsync("PortExhaustion", "Leaking", "PORT0001");

        Assert.Contains("then Bind failed: AddressAlreadyInUse", leaking, StringComparison.Ordinal);
        Assert.Contains("then Connect failed: AddressNotAvailable", repaired, StringComparison.Ordinal);
        Assert.InRange(Number(Connections(), repaired), 64, 128);
    }

    [LocalPortRangeFact]
    public async Task Crawler()
    {
        (var leaking, var repaired) = await RunAsync("Crawler", "LeakingCrawler", "PORT0004", "PORT0002");

        Assert.Contains("the first with AddressAlreadyInUse", leaking, StringComparison.Ordinal);
        Assert.InRange(Number(Pages(), leaking), 1, 32);
        Assert.InRange(Number(Pages(), repaired), 64, 100); // Others may take a port of its range meanwhile.
    }

    [LinuxFact]
    public async Task Proxy()
    {
        (var stray, var repaired) = await RunAsync("Proxy", "StrayProxy", "PORT0004", "PORT0002");

        Assert.Contains("an address that it does not let in", stray, StringComparison.Ordinal);
        Assert.Contains("requests from 127.0.0.77.", repaired, StringComparison.Ordinal);
        Assert.DoesNotContain("does not let in", repaired, StringComparison.Ordinal);
    }

    [LocalPortRangeFact]
    public async Task LoadGenerator()
    {
        (var leaking, var repaired) = await RunAsync("LoadGenerator", "LeakingLoad", "PORT0001");

        Assert.Contains("then AddressAlreadyInUse", leaking, StringComparison.Ordinal);
        Assert.InRange(Number(Connections(), leaking), 1, 16);
        Assert.InRange(Number(Connections(), repaired), 64, 128);
    }

    [LinuxFact]
    public async Task Peer()
    {
        (var colliding, var repaired) = await RunAsync("Peer", "CollidingPeer", "PORT0003");

        Assert.Contains("the other one's dial failed: AddressNotAvailable.", colliding, StringComparison.Ordinal);
        Assert.DoesNotContain("dial failed", repaired, StringComparison.Ordinal);
    }

    /// <summary>What the sample prints, and what it prints once the fixes of these rules leave nothing to be found.</summary>
    private static async Task<(string Before, string After)> RunAsync(string name, string form, params string[] rules)
    {
        ProgramCode before = Sample(name, form);
        ProgramCode after = await before.FixedAsync(rules);
        Assert.Empty(await after.FindAsync());
        return (await RunAsync(before), await RunAsync(after));
    }

    private static ProgramCode Sample(string name, string form)
    {
        var folder = Path.Combine(RepositoryFolder.Root, "samples");
        string[] files =
        [
            .. Directory.GetFiles(Path.Combine(folder, name, form), "*.cs"),
            .. Directory.GetFiles(Path.Combine(folder, name, "Shared"), "*.cs"),
            .. Directory.GetFiles(Path.Combine(folder, "Shared"), "*.cs"),
        ];
        return ProgramCode.Of(
            [.. files.Select(file => (Path.GetFileName(file), File.ReadAllText(file))), ("Usings.cs", Usings)],
            OutputKind.ConsoleApplication,
            withCompanion: false);
    }

    private static async Task<string> RunAsync(ProgramCode code)
    {
        var output = new StringWriter();
        var main = code.Load().EntryPoint!;
        TextWriter console = Console.Out;
        Console.SetOut(TextWriter.Synchronized(output));
        try
        {
            await Task.Run(() => main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()]));
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString();
    }

    private static int Number(Regex regex, string output)
    {
        Match match = regex.Match(output);
        Assert.True(match.Success, output);
        return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(\d+) connections, ", RegexOptions.Multiline)]
    private static partial Regex Connections();

    [GeneratedRegex(@"^(\d+) pages fetched, ", RegexOptions.Multiline)]
    private static partial Regex Pages();
}
