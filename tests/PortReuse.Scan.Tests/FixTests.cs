using System.Diagnostics;
using System.Text;
using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests;

[Collection(nameof(Console))]
public sealed class FixTests : IDisposable
{
    private readonly ScratchFolder _folder = new("scan");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Repairs_the_file_and_leaves_its_mark_and_line_ends()
    {
        var file = _folder.PathOf("Leak.cs");
        File.WriteAllText(file, ScratchFolder.Leak.ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        var (exitCode, output, _) = _folder.RunOnSources("--fix");

        Assert.Equal(0, exitCode);
        Assert.Contains("0 findings; 1 fixed; 1 project, 1 file.", output, StringComparison.Ordinal);
        var repaired = File.ReadAllBytes(file);
        Assert.True(repaired.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        var text = Encoding.UTF8.GetString(repaired);
        Assert.Contains("SetRawSocketOption(0, 24", text, StringComparison.Ordinal);
        Assert.Equal(text.Split('\n').Length, text.Split("\r\n").Length);
    }

    [Fact]
    public void A_file_without_a_mark_gets_none()
    {
        var file = _folder.Write("Leak.cs", ScratchFolder.Leak);

        _folder.RunOnSources("--fix");

        Assert.StartsWith("using System.Net;\n", Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_diff_is_what_the_fix_writes_and_can_be_applied()
    {
        var before = ScratchFolder.Leak;
        _folder.Write("Leak.cs", before);
        var diff = _folder.Write("leak.diff", "");

        var (exitCode, output, error) = _folder.RunOnSources("--diff");

        Assert.Equal(1, exitCode);
        Assert.Contains("the fixes change 1 files.", error, StringComparison.Ordinal);
        Assert.Equal(before, _folder.Read("Leak.cs"));
        _folder.RunOnSources("--fix");
        var repaired = _folder.Read("Leak.cs");

        // The paths of the diff begin at the current folder, which is another one here.
        _folder.Write("Leak.cs", before);
        File.WriteAllText(diff, output.Replace(_folder.PathOf("Leak.cs"), "/Leak.cs", StringComparison.Ordinal)
            .Replace("a//", "a/", StringComparison.Ordinal).Replace("b//", "b/", StringComparison.Ordinal));
        await PatchAsync(_folder.Root, diff);
        Assert.Equal(repaired, _folder.Read("Leak.cs"));
    }

    [Fact]
    public void What_takes_the_sources_of_two_projects_is_left_and_counts()
    {
        _folder.Write("Lib/Lib.csproj", "<Project />");
        _folder.Write("Lib/Helper.cs", ScratchFolder.Helper);
        _folder.Write("App/App.csproj", CommandRun.ProjectWithReference("../Lib/Lib.csproj"));
        _folder.Write("App/Caller.cs", ScratchFolder.Caller);
        _folder.Write("App/Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, _) = _folder.RunOnSources("--fix");

        Assert.Equal(1, exitCode);
        Assert.Contains("1 finding, 1 of them across projects; 1 fixed;", output, StringComparison.Ordinal);
        Assert.Equal(ScratchFolder.Caller, _folder.Read("App/Caller.cs"));
    }

    [Fact]
    public void A_file_of_two_projects_is_repaired_once()
    {
        _folder.Write("Shared/Leak.cs", ScratchFolder.Leak);
        foreach (var name in new[] { "One", "Two" })
        {
            _folder.Write($"{name}/{name}.csproj", """<Project><ItemGroup><Compile Include="../Shared/Leak.cs" /></ItemGroup></Project>""");
            _folder.Write($"{name}/Empty.cs", "");
        }

        var (_, output, _) = _folder.RunOnSources("--fix");

        Assert.Contains("1 fixed;", output, StringComparison.Ordinal);
        Assert.Single(_folder.Read("Shared/Leak.cs").Split("SetRawSocketOption").Skip(1));
    }

    private static async Task PatchAsync(string folder, string diff)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["apply", diff]) { WorkingDirectory = folder })!;
        await git.WaitForExitAsync();
        Assert.Equal(0, git.ExitCode);
    }
}
