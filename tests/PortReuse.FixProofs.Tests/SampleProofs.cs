using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Tests;
using PortReuse.FixProofs.Tests.Support;
using PortReuse.Tests.Support;

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

    [PortRangeFact]
    public async Task PortExhaustion()
    {
        ProgramCode before = Sample("PortExhaustion", "Leaking");
        ProgramCode after = await before.FixedAsync("PORT0001");
        Assert.Empty(await after.FindAsync());

        Assert.Contains("then Bind failed: AddressAlreadyInUse", await RunAsync(before), StringComparison.Ordinal);
        string repaired = await RunAsync(after);
        Assert.Contains("then Connect failed: AddressNotAvailable", repaired, StringComparison.Ordinal);
        Assert.InRange(Number(Connections(), repaired), 64, 128);
    }

    [PortRangeFact]
    public async Task Crawler()
    {
        ProgramCode before = Sample("Crawler", "LeakingCrawler");
        ProgramCode after = await before.FixedAsync("PORT0004", "PORT0002");
        Assert.Empty(await after.FindAsync());

        string leaking = await RunAsync(before);
        Assert.Contains("the first with AddressAlreadyInUse", leaking, StringComparison.Ordinal);
        Assert.InRange(Number(Pages(), leaking), 1, 32);

        // Others may take a port of its range meanwhile.
        Assert.InRange(Number(Pages(), await RunAsync(after)), 64, 100);
    }

    [LinuxFact]
    public async Task Proxy()
    {
        ProgramCode before = Sample("Proxy", "StrayProxy");
        ProgramCode after = await before.FixedAsync("PORT0004", "PORT0002");
        Assert.Empty(await after.FindAsync());

        Assert.Contains("an address that it does not let in", await RunAsync(before), StringComparison.Ordinal);
        string repaired = await RunAsync(after);
        Assert.Contains("requests from 127.0.0.77.", repaired, StringComparison.Ordinal);
        Assert.DoesNotContain("does not let in", repaired, StringComparison.Ordinal);
    }

    [PortRangeFact]
    public async Task LoadGenerator()
    {
        ProgramCode before = Sample("LoadGenerator", "LeakingLoad");
        ProgramCode after = await before.FixedAsync("PORT0001");
        Assert.Empty(await after.FindAsync());

        string leaking = await RunAsync(before);
        Assert.Contains("then AddressAlreadyInUse", leaking, StringComparison.Ordinal);
        Assert.InRange(Number(Connections(), leaking), 1, 16);
        Assert.InRange(Number(Connections(), await RunAsync(after)), 64, 128);
    }

    [LinuxFact]
    public async Task Peer()
    {
        ProgramCode before = Sample("Peer", "CollidingPeer");
        ProgramCode after = await before.FixedAsync("PORT0003");
        Assert.Empty(await after.FindAsync());

        Assert.Contains("the other one's dial failed: AddressNotAvailable.", await RunAsync(before), StringComparison.Ordinal);
        Assert.DoesNotContain("dial failed", await RunAsync(after), StringComparison.Ordinal);
    }

    private static ProgramCode Sample(string name, string form)
    {
        string folder = Path.Combine(RepositoryFolder.Root, "samples");
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

    private sealed class LinuxFactAttribute : FactAttribute
    {
        public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs Linux";
    }

    private sealed class PortRangeFactAttribute : FactAttribute
    {
        public PortRangeFactAttribute() => Skip = LocalPortRange.ReasonItIsMissing;
    }
}
