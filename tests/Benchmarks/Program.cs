using System.Runtime.InteropServices;
using PortReuse.Benchmarks;

// One line for each: a benchmark more is a file and a line more.
IBenchmark[] all =
[
    new HeldConnections(),
    new ManyConnections(),
    new ConnectAndClose(),
    new ConnectMemory(),
    new SystemCalls(),
    new CrossedDials(),
    new SoakRun("soak", connects: 20_000, "A soak of the size of a test run."),
    new SoakRun("soak-long", PortReuse.Tests.Support.Soak.AnHourOfConnects, "A soak of an hour's connects, at 100 a second."),
];

switch (args)
{
    case [SystemCalls.Child, var way, var connects]:
        SystemCalls.Connect(way, int.Parse(connects, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case [ConnectionHolder.Child, var connections, .. var destinations]:
        ConnectionHolder.Hold(
            int.Parse(connections, System.Globalization.CultureInfo.InvariantCulture), [.. destinations.Select(System.Net.IPEndPoint.Parse)]);
        return 0;
    case ["--list"] or ["--help"]:
        Console.WriteLine("dotnet run -c Release --project tests/Benchmarks -- [NAME ...]     all of them without a name");
        foreach (IBenchmark benchmark in all)
            Console.WriteLine($"{benchmark.Name,-20} {benchmark.Description}");
        return 0;
}

string[] unknown = [.. args.Except(all.Select(benchmark => benchmark.Name))];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. --list shows all.");
    return 2;
}

string folder = Path.Combine(ArtifactsFolder(), "benchmarks");
Directory.CreateDirectory(folder);
Console.WriteLine($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors\n");

int violations = 0;
foreach (IBenchmark benchmark in all.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
{
    Console.WriteLine($"## {benchmark.Name}\n\n{benchmark.Description}\n");
    if (benchmark.WhyNotHere is { } reason)
    {
        Console.WriteLine($"Not measured: {reason}\n");
        continue;
    }

    Table table = benchmark.Run();
    Console.WriteLine(table.ToMarkdown());
    foreach (string violation in table.Violations)
        Console.WriteLine($"**Not kept: {violation}**\n");
    violations += table.Violations.Count;
    File.WriteAllText(Path.Combine(folder, benchmark.Name + ".csv"), table.ToCsv());
    File.WriteAllText(Path.Combine(folder, benchmark.Name + ".md"), table.ToMarkdown());
    if (benchmark.Picture is { } picture)
        File.WriteAllText(Path.Combine(folder, benchmark.Name + ".svg"), picture);
}

Console.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, folder)}.");
return violations == 0 ? 0 : 1;

// The program stands in artifacts/bin/Benchmarks/release.
static string ArtifactsFolder() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));
