namespace PortReuse.Lint.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_the_finding_the_exceptions_and_the_time_by_rule()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, error) = await ScratchFolder.RunAsync(_folder.Root);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Leak.cs(9): PORT0002: socket.Bind(new IPEndPoint(source, 0));", output, StringComparison.Ordinal);
        Assert.Contains("1 findings, 0 exceptions of our analyzers; 1 projects, 1 files, 12 lines;", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^All rules +\d+\.\d ms$", output);
        Assert.Matches(@"(?m)^  Analysis +\d+\.\d ms$", output);
        Assert.Matches(@"(?m)^  PORT0001 +\d+\.\d ms$", output);
        Assert.Matches(@"(?m)^  PORT0002 +\d+\.\d ms$", output);
    }

    [Fact]
    public async Task Compiles_each_project_for_itself_and_skips_what_a_build_makes()
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

        var (exitCode, output, _) = await ScratchFolder.RunAsync(_folder.Root + Path.DirectorySeparatorChar);

        Assert.Equal(0, exitCode);
        Assert.Contains("4 findings, 0 exceptions of our analyzers; 3 projects, 4 files,", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_out_a_file_that_cannot_be_read()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "Gone.cs"), Path.Combine(_folder.Root, "nowhere"));

        var (exitCode, output, error) = await ScratchFolder.RunAsync(_folder.Root);

        Assert.Equal(0, exitCode);
        Assert.Contains("Left out:", error, StringComparison.Ordinal);
        Assert.Contains("1 findings, 0 exceptions", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_has_no_findings()
    {
        var (exitCode, output, _) = await ScratchFolder.RunAsync(_folder.Root, "--against", typeof(CommandTests).Assembly.Location);

        Assert.Equal(0, exitCode);
        Assert.Contains("0 findings, 0 exceptions of our analyzers; 0 projects, 0 files, 0 lines;", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compares_with_the_analyzers_of_another_assembly_whose_failures_are_its_own()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, _) = await ScratchFolder.RunAsync(
            _folder.Root, "--against", typeof(CommandTests).Assembly.Location, "--repeat", "3");

        Assert.Equal(0, exitCode);
        Assert.Contains("1 findings, 0 exceptions of our analyzers;", output, StringComparison.Ordinal);
        Assert.DoesNotContain("FOREIGN", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Time by rule +cold +median of 2$", output);
        Assert.Matches(@"(?m)^  ReportingAnalyzer +\d+\.\d ms +\d+\.\d ms$", output);
        Assert.DoesNotContain("OffByDefaultAnalyzer", output, StringComparison.Ordinal);
        Assert.Contains(
            "3 analyzers, 2 of them on by default, 2 of those had something to look at; 3 exceptions of theirs.", output, StringComparison.Ordinal);
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
    public async Task Says_how_it_is_used_where_it_cannot_run(params string[] arguments)
    {
        var (exitCode, output, error) = await ScratchFolder.RunAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("Usage: Lint FOLDER", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_without_analyzers_cannot_be_compared_with()
    {
        var (exitCode, _, error) = await ScratchFolder.RunAsync(_folder.Root, "--against", typeof(FactAttribute).Assembly.Location);

        Assert.Equal(2, exitCode);
        Assert.Contains("there is none in it", error, StringComparison.Ordinal);
    }
}
