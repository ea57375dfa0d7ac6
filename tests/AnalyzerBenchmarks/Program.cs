using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using PortReuse.AnalyzerBenchmarks;

const string Usage =
    """
    What the rules cost, by BenchmarkDotNet, on generated code of a known size.

    Usage: AnalyzerBenchmarks [growth|comparison] [--quick]

      growth       with the number of methods, of sockets and of branches, and the straight line through each
      comparison   beside the analyzers of another package, over the same code in the same run

    Without either, both. --quick measures fewer times, to see that it runs.
    """;

var names = args.Where(argument => argument != "--quick").ToArray();
if (names.Any(name => name is not ("growth" or "comparison")))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

// In this process: the host of the analyzers is the one that is measured, and nothing is built for it.
var job = (args.Contains("--quick") ? Job.Dry : Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(150)).WithWarmupCount(4).WithIterationCount(8)).WithToolchain(InProcessEmitToolchain.Instance);
var config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddLogger(ConsoleLogger.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddExporter(BenchmarkDotNet.Exporters.MarkdownExporter.GitHub)
    .WithOptions(ConfigOptions.DisableLogFile);

var failed = false;
if (names.Length == 0 || names.Contains("growth"))
{
    var growth = BenchmarkRunner.Run<Growth>(config);
    failed |= growth.HasCriticalValidationErrors || growth.Reports.Any(report => !report.Success);
    Console.WriteLine($"\n{Lines.TableOf(growth)}\n");
}

if (names.Length == 0 || names.Contains("comparison"))
{
    var comparison = BenchmarkRunner.Run<Comparison>(config);
    failed |= comparison.HasCriticalValidationErrors || comparison.Reports.Any(report => !report.Success);
}

return failed ? 1 : 0;
