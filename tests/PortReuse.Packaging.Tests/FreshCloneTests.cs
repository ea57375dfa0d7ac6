using Microsoft.Build.Logging.StructuredLogger;
using Task = System.Threading.Tasks.Task;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// The README's two commands on a clone that nothing was built in, below folders whose names the repository has too, with a space in one.
/// Two compilations of one project would write the same files at the same time, or leave the second one's output as the first one made it.
/// </summary>
public sealed class FreshCloneTests : IClassFixture<CompilerServer>
{
    /// <summary>Some of what the tests are built of: one of each kind.</summary>
    private static readonly string[] Some =
        ["PortReuse net10.0", "PortReuse net8.0", "PortReuse.Analyzers.CodeFixes", "PortReuse.Tests", "RepairedPeer", "Samples.Tests"];

    [LongFact]
    public async Task Each_command_compiles_each_project_once_for_each_framework()
    {
        var folder = Directory.CreateTempSubdirectory("portreuse-fresh-").FullName;
        try
        {
            var origin = await SourceRepository.CommitAsync(Path.Combine(folder, "origin"));
            var parent = Directory.CreateDirectory(Path.Combine(folder, "src", "my tests")).FullName;
            var clone = Path.Combine(parent, "PortReuse");
            await SourceRepository.CloneAsync(origin, clone);

            var sample = await CompiledByAsync(clone, "build", "samples/PortExhaustion/Leaking");
            Assert.Equal(["Leaking", "PortReuse.Analyzers"], sample);

            // The tests are those of this run; that they pass there is shown by running them there, as the script of the build server does.
            var all = await CompiledByAsync(clone, "test", "--filter", "FullyQualifiedName=None");
            Assert.Equal(all.Distinct(), all);
            Assert.Empty(Some.Except(all));
            Assert.Empty(sample.Intersect(all));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A line for each call of the compiler: the project, and the framework where it has several.</summary>
    private static async Task<IReadOnlyList<string>> CompiledByAsync(string clone, params string[] command)
    {
        var log = Path.Combine(clone, "artifacts", $"{command[0]}.binlog");
        await DotNetCommand.RunAsync(clone, [.. command, $"-bl:{log}", "--tl:off"]);

        var compiled = new List<string>();
        BinaryLog.ReadBuild(log).VisitAllChildren<CscTask>(compiler =>
        {
            var project = compiler.GetNearestParent<Project>();
            project.GlobalProperties.TryGetValue("TargetFramework", out var framework);
            compiled.Add($"{Path.GetFileNameWithoutExtension(project.Name)} {framework}".TrimEnd());
        });
        return [.. compiled.Order(StringComparer.Ordinal)];
    }
}
