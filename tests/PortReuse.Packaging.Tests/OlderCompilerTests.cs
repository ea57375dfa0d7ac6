using Microsoft.Build.Logging.StructuredLogger;
using Task = System.Threading.Tasks.Task;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// A compiler older than Roslyn 4.8 cannot load the analyzers, and warns of each assembly that it is handed and cannot load. The package keeps
/// them in a folder of their version, which the SDK of such a compiler passes over.
/// </summary>
[Collection(PackedPackages.Collection)]
public sealed class OlderCompilerTests(PackedPackages packages)
{
    /// <summary>What an SDK says of its compiler: here, whose analyzers the compiler is handed.</summary>
    [Theory]
    [InlineData("roslyn4.7", false)]
    [InlineData("roslyn4.8", true)]
    [InlineData("roslyn5.0", true)]
    public async Task The_compiler_is_handed_the_analyzers_from_4_8_on(string compiler, bool handed)
    {
        var solution = new ScratchSolution(packages, $"Compiler-{compiler}");
        solution.AddProject("Project", "net10.0", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><NoWarn>PORT0002</NoWarn>");
        solution.Write("Project/Program.cs", PageSamples.Bad().First(sample => sample.Id == "PORT0002").Source);
        var log = Path.Combine(solution.Folder, "build.binlog");

        await solution.BuildAsync(mayFail: false, $"-p:CompilerApiVersion={compiler}", $"-bl:{log}", "-p:ImplicitUsings=enable");

        var arguments = "";
        BinaryLog.ReadBuild(log).VisitAllChildren<CscTask>(task => arguments += task.CommandLineArguments);
        Assert.NotEqual("", arguments);
        Assert.Equal(handed, arguments.Contains("PortReuse.Analyzers.dll", StringComparison.Ordinal));
    }
}
