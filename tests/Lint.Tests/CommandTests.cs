namespace PortReuse.Lint.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new("lint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_the_finding_the_exceptions_and_the_time_by_rule()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, error) = await LintCommand.RunAsync(_folder.Root);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Leak.cs(9): PORT0002: socket.Bind(new IPEndPoint(source, 0));", output, StringComparison.Ordinal);
        Assert.Contains("1 findings, 0 exceptions of our analyzers; 1 projects, 1 files, 13 lines;", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^All rules +\d+\.\d ms$", output);
        Assert.Matches(@"(?m)^  Analysis +\d+\.\d ms$", output);
        Assert.Matches(@"(?m)^  PORT0001 +\d+\.\d ms$", output);
        Assert.Matches(@"(?m)^  PORT0002 +\d+\.\d ms$", output);
    }

    [Fact]
    public void Names_what_is_too_large_to_follow()
    {
        var branches = string.Concat(Enumerable.Repeat("if (b) n++;\n", 8000));
        _folder.Write("Large.cs", ScratchFolder.Leak.Replace("socket.Connect(", $"var n = 0; var b = socket.Connected;\n{branches}socket.Connect(", StringComparison.Ordinal));
        _folder.Write("Leak.cs", ScratchFolder.Leak.Replace("Leak", "Small", StringComparison.Ordinal));

        var (exitCode, output, _) = LintCommand.RunHere(_folder.Root);

        Assert.Equal(0, exitCode);
        Assert.Matches(@"(?m)^Given up: Leak\.\w+\(", output);
        Assert.DoesNotContain("Given up: Small", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compiles_each_project_for_itself_and_skips_what_a_build_makes()
    {
        _folder.Write("Outer/Outer.csproj", "<Project />");
        _folder.Write("Outer/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Outer/Inner/Inner.csproj", "<Project />");
        _folder.Write("Outer/Inner/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Outer/Copy.cs", ScratchFolder.Leak);
        _folder.Write("Outer/obj/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Outer/bin/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Outer/.hidden/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Stray.cs", ScratchFolder.Leak);

        var (exitCode, output, _) = LintCommand.RunHere(_folder.Root + Path.DirectorySeparatorChar);

        Assert.Equal(0, exitCode);
        Assert.Contains("4 findings, 0 exceptions of our analyzers; 3 projects, 4 files,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Follows_a_call_into_a_project_that_is_referenced()
    {
        // The library first, in the order of names; it in turn leads back to the program, and to a project that is not there.
        _folder.Write("Lib/Lib.csproj", Project("""<ProjectReference Include="..\Program\Program.csproj" /><ProjectReference Include="..\Gone\Gone.csproj" />"""));
        _folder.Write("Lib/Helper.cs", ScratchFolder.Helper);
        _folder.Write("Middle/Middle.csproj", Project("""<ProjectReference Include="..\Lib\Lib.csproj" />"""));
        _folder.Write("Middle/Empty.cs", "");
        _folder.Write("Program/Program.csproj", Project("""<ProjectReference Include="..\Middle\Middle.csproj" />"""));
        _folder.Write("Program/Caller.cs", ScratchFolder.Caller);

        var (exitCode, output, error) = LintCommand.RunHere(_folder.Root);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Caller.cs(11): PORT0002: socket.BindTo(new IPEndPoint(source, 0));", output, StringComparison.Ordinal);
        Assert.Contains("1 findings, 0 exceptions of our analyzers; 3 projects,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Compiles_the_files_of_other_folders_that_a_project_names_and_reports_each_place_once()
    {
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><Root>$([MSBuild]::NormalizeDirectory('$(MSBuildThisFileDirectory)'))</Root><Shared>$([MSBuild]::NormalizePath('$(Root)', 'Shared'))</Shared></PropertyGroup></Project>");
        _folder.Write("Shared/Helper.cs", ScratchFolder.Helper);
        _folder.Write("Shared/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Program/Program.csproj", Project("""<Compile Include="$(Shared)\Helper.cs" Link="Helper.cs" /><Compile Include="..\Shared\**\Le*.cs" />"""));
        _folder.Write("Program/Caller.cs", ScratchFolder.Caller);

        var (_, output, _) = LintCommand.RunHere(_folder.Root);

        Assert.Contains("Caller.cs(11): PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("Leak.cs(9): PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("2 findings, 0 exceptions of our analyzers;", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Knows_the_directives_and_the_constants_of_a_project_and_of_the_folders_above_it()
    {
        _folder.Write("Directory.Build.props", "<Project><PropertyGroup><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>");
        _folder.Write("Directory.Build.targets", Project("""<Using Include="System.Net.Sockets" />"""));
        _folder.Write(
            "Program/Program.csproj",
            Project("""<Using Include="System.Net" /><Using Include="System.Net.IPAddress" Static="true" /><Using Include="System.Net.IPEndPoint" Alias="Local" />"""));
        _folder.Write(
            "Program/Constants/Directory.Build.props", Project("", "<PropertyGroup Condition=\"'$(Configuration)' == 'Debug'\"><DefineConstants>OTHER</DefineConstants></PropertyGroup>"));
        _folder.Write("Program/Constants/Constants.csproj", Project("", "<PropertyGroup><DefineConstants>$(DefineConstants);LEAKS</DefineConstants></PropertyGroup>"));
        const string Code =
            """
            class Leak
            {
                void Connect(Int32 port)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new Local(Loopback, 0));
                    socket.Connect(Loopback, port);
                }
            }
            """;
        _folder.Write("Program/Leak.cs", Code);
        _folder.Write("Program/Constants/Leak.cs", $"#if LEAKS && !OTHER\nusing System.Net;\n{ScratchFolder.Leak}\n#endif");

        var (_, output, _) = LintCommand.RunHere(_folder.Root);

        Assert.Contains("Leak.cs(6): PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("2 findings, 0 exceptions of our analyzers; 2 projects,", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_file_that_cannot_be_read_is_one_without_settings()
    {
        _folder.Write("Leak.csproj", "<Project");
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, error) = LintCommand.RunHere(_folder.Root);

        Assert.Equal(0, exitCode);
        Assert.Contains("Not read:", error, StringComparison.Ordinal);
        Assert.Contains("1 findings, 0 exceptions", output, StringComparison.Ordinal);
    }

    private static string Project(string items, string properties = "") => $"<Project>{properties}<ItemGroup>{items}</ItemGroup></Project>";

    [Fact]
    public void Leaves_out_a_file_that_cannot_be_read()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "Gone.cs"), Path.Combine(_folder.Root, "nowhere"));

        var (exitCode, output, error) = LintCommand.RunHere(_folder.Root);

        Assert.Equal(0, exitCode);
        Assert.Contains("Left out:", error, StringComparison.Ordinal);
        Assert.Contains("1 findings, 0 exceptions", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_folder_has_no_findings()
    {
        var (exitCode, output, _) = LintCommand.RunHere(_folder.Root, "--against", typeof(CommandTests).Assembly.Location);

        Assert.Equal(0, exitCode);
        Assert.Contains("0 findings, 0 exceptions of our analyzers; 0 projects, 0 files, 0 lines;", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_with_the_analyzers_of_another_assembly_whose_failures_are_its_own()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, _) = await LintCommand.RunAsync(
            _folder.Root, "--against", typeof(CommandTests).Assembly.Location, "--repeat", "3");

        Assert.Equal(0, exitCode);
        Assert.Contains("1 findings, 0 exceptions of our analyzers;", output, StringComparison.Ordinal);
        Assert.DoesNotContain("FOREIGN", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Time by rule +cold +median of 2$", output);
        Assert.Matches(@"(?m)^  ReportingAnalyzer +\d+\.\d ms +\d+\.\d ms$", output);
        Assert.DoesNotContain("OffByDefaultAnalyzer", output, StringComparison.Ordinal);
        Assert.Contains(
            "3 analyzers, 2 of them on by default, 2 of those had something to look at; 3 exceptions of theirs.", output,
                StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Median of the 2 +\d+\.\d ms +\d+\.\d ms$", output);
        Assert.Matches(@"(?m)^Ours / median +\d+\.\d\d +\d+\.\d\d$", output);
    }

    [Theory]
    [InlineData]
    [InlineData("no-such-folder")]
    [InlineData(".", "--limit")]
    [InlineData(".", "--repeat", "0")]
    [InlineData(".", "--repeat")]
    [InlineData(".", "--against", "no-such.dll")]
    [InlineData(".", ".")]
    public void Says_how_it_is_used_where_it_cannot_run(params string[] arguments)
    {
        var (exitCode, output, error) = LintCommand.RunHere(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("Usage: Lint FOLDER", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_without_analyzers_cannot_be_compared_with()
    {
        var (exitCode, _, error) = LintCommand.RunHere(_folder.Root, "--against", typeof(FactAttribute).Assembly.Location);

        Assert.Equal(2, exitCode);
        Assert.Contains("there is none in it", error, StringComparison.Ordinal);
    }
}
