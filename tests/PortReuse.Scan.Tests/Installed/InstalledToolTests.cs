using System.Text.Json;
using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests.Installed;

/// <summary>The tool from its package, on what users have.</summary>
public sealed class InstalledToolTests(InstalledTool tool) : IClassFixture<InstalledTool>, IClassFixture<CompilerServer>
{
    [LongFact]
    public async Task A_solution_of_three_frameworks_is_followed_across_its_projects_and_only_what_is_new_counts()
    {
        using var solution = new UserSolution();
        await solution.RestoreAsync();

        var (exitCode, output, error) = await tool.RunAsync(solution.Folder, "All.slnx", "--sarif", "all.sarif");

        Assert.True((exitCode, error) == (1, ""), $"{exitCode}: {output}{error}");
        Assert.Contains("New/Leak.cs(9,9): warning PORT0002:", output, StringComparison.Ordinal);
        Assert.Matches(@"New/Caller\.cs\(11,13\): warning PORT0002: .*IP_BIND_ADDRESS_NO_PORT.* \[across projects\]", output);
        Assert.Matches(@"Old/Caller\.cs\(11,13\): warning PORT0002: .* \[across projects\]", output);
        Assert.Matches(@"3 findings, 2 of them across projects; 3 projects, \d+ files\.", output);
        AssertRelatedToTheHelper(solution.Files.Read("all.sarif"));

        // What a compiler sees.
        (_, output, _) = await tool.RunAsync(solution.Folder, "scan", "All.slnx", "--each-alone");
        Assert.Contains("1 finding;", output, StringComparison.Ordinal);

        Assert.Equal(0, (await tool.RunAsync(solution.Folder, "All.slnx", "--baseline", "known", "--write-baseline")).ExitCode);
        Assert.Equal(3, solution.Files.Read("known").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(0, (await tool.RunAsync(solution.Folder, "All.slnx", "--baseline", "known")).ExitCode);

        // A class by the name of another project's: the two do not compile together any more, and what was found there still is.
        solution.Files.Write("Lib/Leak.cs", ScratchFolder.Leak.Replace("using var", "var", StringComparison.Ordinal));
        (exitCode, output, _) = await tool.RunAsync(solution.Folder, "All.slnx", "--baseline", "known");
        Assert.Equal(1, exitCode);
        Assert.Contains("Lib/Leak.cs(9,9)", output, StringComparison.Ordinal);
        Assert.Contains("4 findings, 1 of them new; 0 of the baseline are gone;", output, StringComparison.Ordinal);
        Assert.Contains("note: New: calls are followed into the projects that it references, and not back", output,
            StringComparison.Ordinal);
    }

    [LongFact]
    public async Task A_project_that_does_not_load_is_named_and_the_rest_is_scanned()
    {
        using var solution = new UserSolution();
        await solution.RestoreAsync();

        var (exitCode, output, _) = await tool.RunAsync(solution.Folder, "WithBroken.slnx");

        Assert.Equal(3, exitCode);
        Assert.Contains("Broken/Broken.csproj: not loaded:", output, StringComparison.Ordinal);
        Assert.Contains("3 findings, 2 of them across projects;", output, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task A_project_that_is_not_restored_is_named()
    {
        using var solution = new UserSolution();

        var (exitCode, output, _) = await tool.RunAsync(solution.Folder, "New/New.csproj");

        Assert.Equal(3, exitCode);
        Assert.Contains("New/New.csproj: not loaded:", output, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task The_settings_of_a_project_hold()
    {
        using var solution = new UserSolution();
        await solution.RestoreAsync();
        solution.Files.Write("New/.globalconfig", "is_global = true\ndotnet_diagnostic.PORT0002.severity = error\n");
        solution.Files.Write("Old/.editorconfig", "[*.cs]\ndotnet_diagnostic.PORT0002.severity = none\n");

        var (exitCode, output, _) = await tool.RunAsync(solution.Folder, "All.slnx", "--fail-on", "error");

        Assert.Equal(1, exitCode);
        Assert.Contains("New/Leak.cs(9,9): error PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("New/Caller.cs(11,13): error PORT0002:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Old/Caller.cs", output, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task The_fixes_are_shown_and_written_and_what_they_leave_compiles()
    {
        using var solution = new UserSolution();
        await solution.RestoreAsync();

        var (exitCode, diff, _) = await tool.RunAsync(solution.Folder, "All.slnx", "--diff");
        Assert.Equal(1, exitCode);
        Assert.StartsWith("--- a/New/Leak.cs\n+++ b/New/Leak.cs\n", diff, StringComparison.Ordinal);
        Assert.Contains("+            socket.SetRawSocketOption(0, 24", diff, StringComparison.Ordinal);
        Assert.Equal(ScratchFolder.Leak, solution.Files.Read("New/Leak.cs"));

        (exitCode, var output, _) = await tool.RunAsync(solution.Folder, "All.slnx", "--fix");
        Assert.Equal(1, exitCode);
        Assert.Contains("2 findings, 2 of them across projects; 1 fixed;", output, StringComparison.Ordinal);
        Assert.Contains("SetRawSocketOption(0, 24", solution.Files.Read("New/Leak.cs"), StringComparison.Ordinal);
        await DotNetCommand.RunAsync(solution.Folder, "build", "New/New.csproj", "--no-restore");
    }

    [LongFact]
    public async Task File_based_apps_and_sources_with_no_project_at_all_are_scanned()
    {
        using var files = new ScratchFolder("scan");
        files.Write("Directory.Build.props", "<Project />");
        files.Write("Directory.Packages.props", "<Project />");
        files.Write("apps/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PORT0002.severity = error\n");
        files.Write("apps/first.cs", $"#:property PublishAot=false\n{App}");
        files.Write("apps/second.cs", $"#!/usr/bin/env dotnet\n{App}");
        files.Write("apps/third.cs", $"#:package No.Such.Package@1.0.0\n{App}");
        files.Write("loose/Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, _) = await tool.RunAsync(files.Root, "apps/first.cs");
        Assert.Equal(1, exitCode);
        Assert.Contains("apps/first.cs(6,1): error PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("1 finding; 1 project,", output, StringComparison.Ordinal);

        (exitCode, output, _) = await tool.RunAsync(files.Root, "loose");
        Assert.Equal(1, exitCode);
        Assert.Contains("loose/Leak.cs(9,9): warning PORT0002:", output, StringComparison.Ordinal);

        // All of it at once; the package is nowhere, and no feed is asked for it.
        (exitCode, output, _) = await tool.RunAsync(files.Root);
        Assert.Equal(3, exitCode);
        Assert.Contains("apps/second.cs(6,1): error PORT0002:", output, StringComparison.Ordinal);
        Assert.Matches(@"apps/third\.cs: not loaded: not restored: .*No\.Such\.Package", output);
        Assert.Contains("3 findings;", output, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task It_tells_of_the_machine_where_the_machine_tells_of_itself()
    {
        var (exitCode, output, error) = await tool.RunAsync(tool.Folder, "ports", "--json");

        if (!OperatingSystem.IsLinux())
        {
            Assert.Equal(3, exitCode);
            Assert.Contains("needs Linux", error, StringComparison.Ordinal);
            return;
        }

        Assert.Equal((0, ""), (exitCode, error));
        Assert.InRange(JsonDocument.Parse(output).RootElement.GetProperty("usable").GetInt32(), 1, 65535);
    }

    private const string App =
        """
        using System.Net;
        using System.Net.Sockets;

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(new IPEndPoint(IPAddress.Loopback, 80));
        """;

    /// <summary>The bind is in the helper of another project.</summary>
    private static void AssertRelatedToTheHelper(string sarif)
    {
        var results = JsonDocument.Parse(sarif).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        var across = results.Where(result => result.GetProperty("properties").GetProperty("acrossProjects").GetBoolean()).ToList();
        Assert.Equal(2, across.Count);
        Assert.All(across, result => Assert.Contains(
            result.GetProperty("relatedLocations").EnumerateArray(),
            place => place.GetProperty("message").GetProperty("text").GetString() == "the bind"
                && place.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri")
                    .GetString() == "Lib/Helper.cs"));
    }
}
