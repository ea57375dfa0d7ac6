using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>What the command line asks of <see cref="Keystroke"/>.</summary>
internal sealed class KeystrokeOptions
{
    private const int Keys = 40;

    private readonly List<(string Folder, string File)> _files = [];
    private string? _against;
    private int _keys = Keys;

    /// <summary>Null where an argument is none of its own.</summary>
    public static KeystrokeOptions? Parse(IEnumerable<string> arguments)
    {
        var options = new KeystrokeOptions();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            switch (argument)
            {
                case "--quick":
                    options._keys = 1;
                    break;
                case "--against" when rest.TryDequeue(out var path):
                    options._against = path;
                    break;
                case "--keys" when rest.TryDequeue(out var text)
                    && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var keys) && keys > 0:
                    options._keys = keys;
                    break;
                case "--in" when rest.TryDequeue(out var folder) && rest.TryDequeue(out var file):
                    options._files.Add((folder, file));
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    /// <summary>Measures in the files that are named, or else in generated ones.</summary>
    public void Run()
    {
        var keystroke = new Keystroke(Sets(), _keys);
        foreach (var (folder, file) in _files)
        {
            keystroke.Run($"{file} of {Path.GetFileName(Path.TrimEndingDirectorySeparator(folder))}", KeystrokeCode.In(folder), file);
        }

        foreach (var types in _files.Count == 0 ? [10, 100, 1000] : Array.Empty<int>())
        {
            keystroke.Run($"{KeystrokeCode.Files} files, {types} types with helpers named alike", KeystrokeCode.Alike(types), "5.cs");
        }
    }

    private List<(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)> Sets()
    {
        DiagnosticAnalyzer compiler = CompilersOwn();
        List<(string, ImmutableArray<DiagnosticAnalyzer>)> sets =
        [
            ("an analyzer that does nothing", [new CallsAnalyzer()]),
            ("PortReuse.Analyzers", [new SocketAnalyzer()]),
            ("the compiler's own diagnostics", [compiler]),
            ("both of these", [compiler, new SocketAnalyzer()]),
        ];
        if (_against is not null)
        {
            var other = OtherBuild.Load(_against);
            sets.Add(("the other build", other));
            sets.Add(("the compiler's and the other build", [compiler, .. other]));
        }

        return sets;
    }

    /// <summary>The compiler's own diagnostics as an editor gets them: by an analyzer that Roslyn does not show to others.</summary>
    private static DiagnosticAnalyzer CompilersOwn() => (DiagnosticAnalyzer)Activator.CreateInstance(
        typeof(CSharpCompilation).Assembly.GetType("Microsoft.CodeAnalysis.Diagnostics.CSharp.CSharpCompilerDiagnosticAnalyzer",
            throwOnError: true)!)!;
}
