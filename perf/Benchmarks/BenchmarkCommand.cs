using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace PortReuse.Benchmarks;

/// <summary>Runs benchmarks by their names, and writes what they measure.</summary>
internal static class BenchmarkCommand
{
    // One line for each: a benchmark more is a file and a line more.
    private static readonly IBenchmark[] All =
    [
        new HeldConnections(),
        new Cliff(),
        new ManyConnections(),
        new ConnectAndClose(),
        new ConnectMemory(),
        new SystemCalls(),
        new HttpRequests(),
        new CrossedDials(),
        new CrossingWithoutNetlink(),
        new Storm(),
        SoakRun.OfConnects("soak", connects: 20_000, "A soak of the size of a test run."),
        SoakRun.OfConnects("soak-long", Soak.AnHourOfConnects, "A soak of an hour's connects, at 100 a second."),
        SoakRun.OfStorm("storm-soak", failures: 40_000),
        SoakRun.OfStorm("storm-soak-long", Soak.AnHourOfConnects),
    ];

    /// <param name="args">The names; none for all.</param>
    /// <param name="folder">Where the tables and pictures go.</param>
    /// <returns>0 where all that is required is kept, 1 where it is not, 2 where the names make no sense.</returns>
    public static int Run(string[] args, string folder)
    {
        switch (args)
        {
            case [SystemCalls.Child, var way, var connects]:
                SystemCalls.Connect(way, int.Parse(connects, CultureInfo.InvariantCulture));
                return 0;
            case [CliffWorker.Child, var way, var destination]:
                CliffWorker.Run(way, IPEndPoint.Parse(destination));
                return 0;
            case [ConnectionHolder.Child, var byHand, var connections, var source, .. var destinations]:
                ConnectionHolder.Hold(
                    bool.Parse(byHand), int.Parse(connections, CultureInfo.InvariantCulture),
                        IPAddress.Parse(source), [.. destinations.Select(IPEndPoint.Parse)]);
                return 0;
            case [CrossingWorker.Child]:
                CrossingWorker.Run();
                return 0;
            case [PortServer.Child, var local]:
                PortServer.Serve(IPEndPoint.Parse(local));
                return 0;
            case ["--list"] or ["--help"]:
                Console.WriteLine("dotnet run -c Release --project perf/Benchmarks -- [NAME ...]     all of them without a name");
                foreach (IBenchmark benchmark in All)
                {
                    Console.WriteLine($"{benchmark.Name,-20} {benchmark.Description}");
                }

                return 0;
        }

        string[] unknown = [.. args.Except(All.Select(benchmark => benchmark.Name))];
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. --list shows all.");
            return 2;
        }

        Directory.CreateDirectory(folder);
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors\n");

        var violations = 0;
        foreach (IBenchmark benchmark in All.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name)))
        {
            Console.WriteLine($"## {benchmark.Name}\n\n{benchmark.Description}\n");
            if (benchmark.WhyNotHere is { } reason)
            {
                Console.WriteLine($"Not measured: {reason}\n");
                continue;
            }

            Table table = benchmark.Run();
            Console.WriteLine(table.ToMarkdown());
            foreach (var violation in table.Violations)
            {
                Console.WriteLine($"**Not kept: {violation}**\n");
            }

            violations += table.Violations.Count;
            File.WriteAllText(Path.Combine(folder, benchmark.Name + ".csv"), table.ToCsv());
            File.WriteAllText(Path.Combine(folder, benchmark.Name + ".md"), table.ToMarkdown());
            if (benchmark.Picture is { } picture)
            {
                File.WriteAllText(Path.Combine(folder, benchmark.Name + ".svg"), picture);
            }
        }

        Console.WriteLine($"Written to {Path.GetRelativePath(Environment.CurrentDirectory, folder)}.");
        return violations == 0 ? 0 : 1;
    }
}
