using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests;

[Collection(nameof(Console))]
public sealed class CommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new("scan");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Shows_the_finding_with_its_source_and_what_has_to_do_with_it()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        var (exitCode, output, error) = _folder.RunOnSources();

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Contains("Leak.cs(9,9): warning PORT0002: ", output, StringComparison.Ordinal);
        Assert.Contains(
            """
               9 | socket.Bind(new IPEndPoint(source, 0));
                 | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              10 | socket.Connect(destination);
                 | --------------------------- the connect
            """,
            output,
            StringComparison.Ordinal);
        Assert.Contains("1 finding; 1 project, 1 file.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_findings_ends_with_0()
    {
        _folder.Write("Nothing.cs", "class Nothing { }");

        Assert.Equal((0, $"0 findings; 1 project, 1 file.{Environment.NewLine}", ""), _folder.RunOnSources());
    }

    [Fact]
    public void Follows_a_call_into_another_project_and_says_that_it_did()
    {
        _folder.Write("Lib/Lib.csproj", "<Project />");
        _folder.Write("Lib/Helper.cs", ScratchFolder.Helper);
        _folder.Write("App/App.csproj", CommandRun.ProjectWithReference("../Lib/Lib.csproj"));
        _folder.Write("App/Caller.cs", ScratchFolder.Caller);

        var (exitCode, output, _) = _folder.RunOnSources();

        Assert.Equal(1, exitCode);
        Assert.Contains("Caller.cs(11,13): warning PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("[across projects]", output, StringComparison.Ordinal);
        Assert.Contains("Helper.cs", output, StringComparison.Ordinal);
        Assert.Contains("1 finding, 1 of them across projects; 2 projects, 2 files.", output, StringComparison.Ordinal);
        Assert.Equal(0, _folder.RunOnSources("--each-alone").ExitCode);
    }

    [Fact]
    public void Follows_a_call_back_to_those_who_hand_a_socket_on()
    {
        // What is wrong is in the library, and what shows it is in the program.
        _folder.Write("Lib/Lib.csproj", "<Project />");
        _folder.Write(
            "Lib/Opener.cs",
            """
            using System.Net;
            using System.Net.Sockets;

            public static class Opener
            {
                public static Socket Open(IPAddress source)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(source, 0));
                    return socket;
                }
            }
            """);
        _folder.Write("App/App.csproj", CommandRun.ProjectWithReference("../Lib/Lib.csproj"));
        _folder.Write(
            "App/User.cs",
            """
            using System.Net;
            using System.Net.Sockets;

            class User
            {
                void Connect(IPAddress source, IPEndPoint destination)
                {
                    using Socket socket = Opener.Open(source);
                    socket.Connect(destination);
                }
            }
            """);

        var (exitCode, output, _) = _folder.RunOnSources();

        Assert.Equal(1, exitCode);
        Assert.Contains("Opener.cs(9,9): warning PORT0002:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Projects_that_do_not_compile_together_are_said_to_and_calls_are_followed_one_way()
    {
        // Each has a type of its own by the same name, which the files in question use.
        const string Own = "namespace Lib { internal static class Own { public static int Port => 0; } }";
        _folder.Write("Lib/Lib.csproj", "<Project />");
        _folder.Write("Lib/Own.cs", Own);
        _folder.Write("Lib/Helper.cs", ScratchFolder.Helper.Replace("socket.Bind(local)", "socket.Bind(new IPEndPoint(local.Address, local.Port + Own.Port))", StringComparison.Ordinal));
        _folder.Write("Lib/Plain.cs", ScratchFolder.Helper.Replace("Helper", "Plain", StringComparison.Ordinal).Replace("BindTo", "BindPlainly", StringComparison.Ordinal));
        _folder.Write("App/App.csproj", CommandRun.ProjectWithReference("../Lib/Lib.csproj"));
        _folder.Write("App/Own.cs", Own);
        _folder.Write("App/Caller.cs", ScratchFolder.Caller.Replace("BindTo", "BindPlainly", StringComparison.Ordinal));

        var (_, output, _) = _folder.RunOnSources();

        Assert.Contains("note: App: calls are followed into the projects that it references, and not back", output,
            StringComparison.Ordinal);
        Assert.Contains("Caller.cs(11,13): warning PORT0002:", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_editorconfig_of_each_project_holds_in_it()
    {
        _folder.Write("Quiet/Quiet.csproj", "<Project />");
        _folder.Write("Quiet/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Quiet/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PORT0002.severity = none\n");
        _folder.Write("Strict/Strict.csproj", "<Project />");
        _folder.Write("Strict/Leak.cs", ScratchFolder.Leak);
        _folder.Write("Strict/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.PORT0002.severity = error\n");

        var (exitCode, output, _) = _folder.RunOnSources("--severity", "error");

        Assert.Equal(1, exitCode);
        Assert.Contains($"Strict{Path.DirectorySeparatorChar}Leak.cs(9,9): error PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("1 finding;", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--fail-on", "warning")]
    [InlineData(0, "--fail-on", "error")]
    [InlineData(0, "--fail-on", "none")]
    [InlineData(0, "--severity", "error")]
    public void What_counts_is_chosen(int exitCode, params string[] options)
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        Assert.Equal(exitCode, _folder.RunOnSources(options).ExitCode);
    }

    [Fact]
    public void What_cannot_be_read_is_named_and_the_rest_is_analyzed()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);
        File.CreateSymbolicLink(_folder.PathOf("Gone.cs"), _folder.PathOf("nowhere"));

        var (exitCode, output, _) = _folder.RunOnSources();

        Assert.Equal(3, exitCode);
        Assert.Contains("Leak.cs(9,9): warning PORT0002:", output, StringComparison.Ordinal);
        Assert.Contains("not loaded: Left out:", output, StringComparison.Ordinal);
        Assert.Contains("1 finding; 1 project, 1 file, 1 not loaded.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-folder")]
    [InlineData(".", "--severity", "loud")]
    [InlineData(".", "--no-such-option")]
    [InlineData(".", "--fix", "--diff")]
    [InlineData(".", "--write-baseline")]
    [InlineData(".", "--property", "Configuration")]
    public void Says_what_is_wrong_with_the_command_line(params string[] arguments)
    {
        var (exitCode, output, error) = CommandRun.Run(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public void A_baseline_that_is_not_there_is_a_mistake_of_the_command_line()
    {
        _folder.Write("Leak.cs", ScratchFolder.Leak);

        Assert.Equal(2, _folder.RunOnSources("--baseline", _folder.PathOf("none")).ExitCode);
    }

    [Fact]
    public void Only_what_the_baseline_does_not_have_counts()
    {
        var baseline = _folder.PathOf("portreuse.baseline");
        _folder.Write("Leak.cs", ScratchFolder.Leak);
        Assert.Equal(0, _folder.RunOnSources("--baseline", baseline, "--write-baseline").ExitCode);
        Assert.StartsWith("PORT0002 Leak.cs ", File.ReadAllText(baseline), StringComparison.Ordinal);

        // The known one has moved.
        _folder.Write("Leak.cs", $"// A comment.\n\n{ScratchFolder.Leak}");
        Assert.Equal(0, _folder.RunOnSources("--baseline", baseline).ExitCode);

        // The same once more in the same file is new.
        _folder.Write("Leak.cs", ScratchFolder.Leak + ScratchFolder.Leak[ScratchFolder.Leak.IndexOf("class", StringComparison.Ordinal)..]
            .Replace("class Leak", "class Other", StringComparison.Ordinal));
        var (exitCode, output, _) = _folder.RunOnSources("--baseline", baseline);
        Assert.Equal(1, exitCode);
        Assert.Contains("2 findings, 1 of them new; 0 of the baseline are gone;", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Leak.cs(9,9)", output, StringComparison.Ordinal);

        _folder.Write("Leak.cs", "");
        Assert.Contains("0 findings, 0 of them new; 1 of the baseline are gone;", _folder
            .RunOnSources("--baseline", baseline).Output, StringComparison.Ordinal);
    }
}
