using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microsoft.CodeAnalysis.CSharp;
using Perfolizer.Horology;
using PortReuse.AnalyzerBenchmarks;

const string Usage =
    """
    What the rules cost, on generated code of a known size or on your own.

    Usage: AnalyzerBenchmarks [growth|comparison] [--quick]
           AnalyzerBenchmarks keystroke [--against ASSEMBLY] [--in FOLDER FILE]... [--keys N] [--quick]

      growth       with the number of methods, of sockets and of branches, and the straight line through each
      comparison   beside the analyzers of another package, over the same code in the same run
      keystroke    the processor time of one key in a file with sockets: a new compilation, and the file's semantic diagnostics.
                   Beside an analyzer that does nothing and the compiler's own diagnostics, in turns; with 10, 100 and 1000 types
                   whose helpers have the same names, in 1000 files

    Without any, growth and comparison, both by BenchmarkDotNet. --quick measures fewer times, to see that it runs.

      --against ASSEMBLY   beside another build of PortReuse.Analyzers.dll
      --in FOLDER FILE     in a file of this name instead, in one project made of all C# files below the folder; more than once if wanted
      --keys N             keys in each file; 40 if not given
    """;

if (args is ["keystroke", .. var rest])
{
    if (KeystrokeOptions.Parse(rest) is not { } keystroke)
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    try
    {
        keystroke.Run();
        return 0;
    }
    catch (Exception e) when (e is ArgumentException or IOException or InvalidDataException or BadImageFormatException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
}

var names = args.Where(argument => argument != "--quick").ToArray();
if (names.Any(name => name is not ("growth" or "comparison")))
{
    Console.Error.WriteLine(Usage);
    return 2;
}

Console.WriteLine($"Roslyn {typeof(CSharpCompilation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}");

// In this process: the host of the analyzers is the one that is measured, and nothing is built for it.
var job = (args.Contains("--quick") ? Job.Dry : Job.Default.WithIterationTime(TimeInterval.FromMilliseconds(150))
    .WithWarmupCount(4)
    .WithIterationCount(8)).WithToolchain(InProcessEmitToolchain.Instance);
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
