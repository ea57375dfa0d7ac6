namespace PortReuse.Scan.Tests.Support;

/// <summary>The command, run in this process.</summary>
internal static class CommandRun
{
    /// <summary>The elements of a project file that references another one.</summary>
    public static string ProjectWithReference(string path) => $"""<Project><ItemGroup><ProjectReference Include="{path}" /></ItemGroup></Project>""";

    public static (int ExitCode, string Output, string Error) Run(params string[] arguments) =>
        CommandHere.Run(typeof(UsageException).Assembly, arguments);

    /// <summary>The same on a folder's sources as they are.</summary>
    public static (int ExitCode, string Output, string Error) RunOnSources(this ScratchFolder folder, params string[] options) =>
        Run([folder.Root, "--sources", "--plain", .. options]);
}
