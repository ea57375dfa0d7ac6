using System.Globalization;

namespace PortReuse.Lint;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(string Folder, IReadOnlyList<string> Against, int Repeat)
{
    public const string Usage =
        """
        Runs the analyzers over a folder of C# sources as they are: nothing is restored or built, and only the framework is referenced.
        Prints the findings, what was too large to follow, the exceptions of the analyzers, and the time by rule.

        Usage: Lint FOLDER [--against ANALYZER.dll]... [--repeat N]

          --against ANALYZER.dll  Runs the analyzers of this assembly in the same compilations, and compares our time with their median.
          --repeat N              Analyzes everything N times, parsed and compiled anew each time, and gives the time of the first run
                                  and the median of the others. Without it, all there is to see is a cold start.

        The time is measured as a compiler has it, which knows of other projects what they compile to. The findings come from one more run,
        in which calls are followed into the sources of those projects too.

        Exit code: 0, with findings or without; 1 if one of our analyzers threw; 2 if the command could not run.
        """;

    /// <summary>The time is asked for, and not only the findings.</summary>
    public bool IsMeasured => Against.Count > 0 || Repeat > 1;

    /// <exception cref="UsageException">The command line makes no sense.</exception>
    public static Arguments Parse(IReadOnlyList<string> args)
    {
        string? folder = null;
        var against = new List<string>();
        var repeat = 1;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--against":
                    against.Add(ExistingFile(ValueAfter(i++)));
                    break;
                case "--repeat":
                    repeat = PositiveNumber(ValueAfter(i++));
                    break;
                case ['-', ..] option:
                    throw new UsageException($"There is no option {option}.");
                case var argument when folder is null:
                    folder = ExistingFolder(argument);
                    break;
                case var argument:
                    throw new UsageException($"One folder at a time; {argument} is a second one.");
            }
        }

        return new(folder ?? throw new UsageException("Which folder?"), against, repeat);

        string ValueAfter(int option) =>
            option + 1 < args.Count ? args[option + 1] : throw new UsageException($"{args[option]} takes a value.");
    }

    private static string ExistingFolder(string path) =>
        Directory.Exists(path)
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))
            : throw new UsageException($"There is no folder {path}.");

    private static string ExistingFile(string path) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new UsageException($"There is no file {path}.");

    private static int PositiveNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new UsageException($"{text} is not a number of runs.");
}
