namespace PortReuse.Benchmarks;

/// <summary>How this program runs itself as the one of the benchmarks, in a process of its own.</summary>
internal static class OwnProgram
{
    public const string Benchmark = "--benchmark";

    public static string[] Arguments { get; } = [Benchmark];
}
