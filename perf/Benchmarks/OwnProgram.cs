namespace PortReuse.Benchmarks;

/// <summary>How this program runs itself, in a process of its own.</summary>
internal static class OwnProgram
{
    /// <summary>The arguments before its own: the dotnet command is told which program to run.</summary>
    public static string[] Arguments { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(OwnProgram).Assembly.Location] : [];
}
