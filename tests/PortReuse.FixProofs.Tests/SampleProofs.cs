using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Tests;
using PortReuse.FixProofs.Tests.Support;
using PortReuse.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>The sample that leaks ports, in its own words, before the fix and after it.</summary>
public partial class SampleProofs
{
    [NamespaceFact]
    public async Task The_leaking_sample_repaired_by_the_fix_leaks_no_port()
    {
        ProgramCode before = Sample();
        ProgramCode after = await before.FixedAsync("PORT0001");

        Assert.Equal((32, "Bind failed: AddressAlreadyInUse"), Run(before));
        Assert.Equal((128, "Connect failed: AddressNotAvailable"), Run(after));
    }

    private static ProgramCode Sample()
    {
        string folder = Path.Combine(RepositoryFolder.Root, "samples", "PortExhaustion");
        string[] files = [Path.Combine(folder, "Leaking", "OutboundConnection.cs"), .. Directory.GetFiles(Path.Combine(folder, "Shared"), "*.cs")];
        const string Usings = "global using System;\nglobal using System.Collections.Generic;\nglobal using System.IO;\nglobal using System.Linq;\n";
        return ProgramCode.Of(
            [.. files.Select(file => (Path.GetFileName(file), File.ReadAllText(file))), ("Usings.cs", Usings)],
            OutputKind.ConsoleApplication,
            withCompanion: false);
    }

    private static (int Connections, string End) Run(ProgramCode code)
    {
        var output = new StringWriter();
        NetworkNamespace.Run(() =>
        {
            // A range as wide as a machine's, of which the sample takes a part.
            File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", "40000 44095");
            var entry = code.Load().EntryPoint!;
            TextWriter console = Console.Out;
            Console.SetOut(output);
            try
            {
                entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()]);
            }
            finally
            {
                Console.SetOut(console);
            }
        });
        Match end = End().Match(output.ToString());
        Assert.True(end.Success, output.ToString());
        return (int.Parse(end.Groups[1].Value, CultureInfo.InvariantCulture), end.Groups[2].Value);
    }

    [GeneratedRegex(@"^(\d+) connections, then ([^.]+)\.", RegexOptions.Multiline)]
    private static partial Regex End();
}
