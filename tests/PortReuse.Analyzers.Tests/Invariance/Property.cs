using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>A program and what is found in it, and whether the same is found where it is written differently.</summary>
internal sealed class Property
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<Property>>> Known = new();

    private readonly TracedProgram _program;
    private readonly CSharpCompilation _compilation;
    private readonly List<string> _messages;
    private readonly List<string> _findings;

    private Property(TracedProgram program, CSharpCompilation compilation, List<string> findings)
    {
        _program = program;
        _compilation = compilation;
        _messages = MessagesOf(compilation);
        _findings = findings;
    }

    /// <summary>Null where the difference is none.</summary>
    public sealed record Result(bool WasApplied, string? Difference);

    public bool Compiles => HasNoError(_messages);

    public static bool CompilesAsIs(TracedProgram program) => HasNoError(MessagesOf(program.Compile()));

    private static bool HasNoError(List<string> messages) =>
        !messages.Any(message => message.StartsWith(nameof(DiagnosticSeverity.Error), StringComparison.Ordinal));

    /// <summary>What is found in the program as it is.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>What is found in the program as it is, is asked once.</summary>
    public static Task<Property> Of(TracedProgram program) => Known.GetOrAdd(program.Name, _ => new(async () =>
        new Property(program, program.Compile(), await TracedFindings.In(program)))).Value;

    /// <summary>
    /// Whether the findings stay as they are. A transformation that makes the compiler say something else has not made the same program,
    /// and does not count.
    /// </summary>
    public async Task<Result> HoldsFor(Transformation transformation, uint seed)
    {
        var choices = new Choices(seed);
        if (transformation.Apply(_program, _compilation, choices) is not { } changed)
        {
            return new(false, null);
        }

        if (!IsSame(transformation, changed))
        {
            return new(false, null);
        }

        var difference = await DifferenceIn(changed);
        if (difference.Length == 0)
        {
            return new(true, null);
        }

        (changed, difference) = await Shrink(transformation, seed, choices.Taken, changed, difference);
        return new(true, $"{transformation.Name}, seed {seed}, of {_program.Name}:\n{difference}\n{Texts(changed)}");
    }

    private bool IsSame(Transformation transformation, TracedProgram changed)
    {
        var compilation = changed.Compile();
        return MessagesOf(compilation).SequenceEqual(_messages) && transformation.IsSame(_compilation, compilation);
    }

    private async Task<string> DifferenceIn(TracedProgram changed) =>
        TracedFindings.Difference(_findings, await TracedFindings.In(changed));

    /// <summary>Leaves out edits, ever smaller parts of them, as long as the findings still differ.</summary>
    private async Task<(TracedProgram Program, string Difference)> Shrink(
        Transformation transformation, uint seed, List<int> taken, TracedProgram changed, string difference)
    {
        for (var size = (taken.Count + 1) / 2; size > 0 && taken.Count > 1; size = size == 1 ? 0 : (size + 1) / 2)
        {
            for (var start = 0; start < taken.Count && taken.Count > 1;)
            {
                var fewer = taken.Where((_, index) => index < start || index >= start + size).ToList();
                if (fewer.Count > 0
                    && transformation.Apply(_program, _compilation, new(seed, fewer.ToHashSet())) is { } smaller
                    && IsSame(transformation, smaller)
                    && await DifferenceIn(smaller) is { Length: > 0 } left)
                {
                    (taken, changed, difference) = (fewer, smaller, left);
                }
                else
                {
                    start += size;
                }
            }
        }

        return (changed, difference);
    }

    /// <summary>The lines that the program did not have before; the files' names, where lines have only moved.</summary>
    private string Texts(TracedProgram changed)
    {
        var before = _program.Files.SelectMany(file => file.Text.Split('\n')).ToHashSet();
        return string.Join('\n', changed.Files.SelectMany(file => file.Text.Split('\n')
            .Where(line => !before.Contains(line))
            .Select(line => "  + " + line.Trim())
            .Prepend($"  in {file.Path}:")));
    }

    private static List<string> MessagesOf(CSharpCompilation compilation) =>
    [
        .. compilation.GetDiagnostics()
            .Where(message => message.Severity >= DiagnosticSeverity.Warning)
            .Select(message => $"{message.Severity} {message.Id}")
            .Order(StringComparer.Ordinal),
    ];
}
