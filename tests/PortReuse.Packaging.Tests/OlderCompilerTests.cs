using Microsoft.Build.Logging.StructuredLogger;
using Task = System.Threading.Tasks.Task;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// A compiler older than Roslyn 4.8 cannot load the analyzers, and warns of each assembly that it is handed and cannot load. The package
/// keeps them in a folder of their version, which the SDK of such a compiler passes over.
/// </summary>
[Collection(PackedPackages.Collection)]
public sealed class OlderCompilerTests(PackedPackages packages)
{
    /// <summary>What an SDK says of its compiler, and whether that is handed the analyzers.</summary>
    private static readonly Dictionary<string,
        bool> Compilers = new() { ["roslyn4.7"] = false, ["roslyn4.8"] = true, ["roslyn5.0"] = true };

    /// <summary>
    /// What keeps the compiler from being run, and the build from going on with what it would have made: that takes long, and shows nothing
    /// more.
    /// </summary>
    private const string NotCompiled =
        """
        <SkipCompilerExecution>true</SkipCompilerExecution>
        <CopyBuildOutputToOutputDirectory>false</CopyBuildOutputToOutputDirectory>
        <ProduceReferenceAssembly>false</ProduceReferenceAssembly>
        """;

    [Fact]
    public async Task The_compiler_is_handed_the_analyzers_from_4_8_on()
    {
        var solution = new ScratchSolution(packages, "Compilers");
        foreach (var compiler in Compilers.Keys)
        {
            solution.AddProject(compiler, "net10.0", NotCompiled);
        }

        // After the SDK has said it, and before it is asked.
        solution.Write("Directory.Build.targets", "<Project><PropertyGroup><CompilerApiVersion>$(MSBuildProjectName)</CompilerApiVersion></PropertyGroup></Project>");
        var log = Path.Combine(solution.Folder, "build.binlog");

        await solution.BuildAsync(mayFail: false, $"-bl:{log}");

        var handed = new Dictionary<string, bool>();
        BinaryLog.ReadBuild(log).VisitAllChildren<CscTask>(task => handed.Add(
            Path.GetFileNameWithoutExtension(task.GetNearestParent<Project>().Name),
            task.CommandLineArguments.Contains("PortReuse.Analyzers.dll", StringComparison.Ordinal)));
        Assert.Equal(Compilers, handed);
    }
}
