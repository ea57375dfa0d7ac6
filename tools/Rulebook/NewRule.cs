using System.Globalization;

namespace PortReuse.Rulebook;

/// <summary>Begins a rule: every file that a rule has, each as small as it can be, and red where something is still to be done.</summary>
internal static class NewRule
{
    private const string List = "src/PortReuse.Analyzers/SocketAnalyzer.cs";
    private const string Releases = "src/PortReuse.Analyzers/AnalyzerReleases.Unshipped.md";

    private static readonly (string Template, Func<string, string> Path)[] Files =
    [
        ("Rule.txt", id => $"src/PortReuse.Analyzers/Rules/{id}.cs"),
        ("Page.txt", id => $"src/PortReuse.Analyzers/docs/{id}.md"),
        ("Tests.txt", id => $"tests/PortReuse.Analyzers.Tests/Rules/{id}Tests.cs"),
        ("Proofs.txt", id => $"tests/PortReuse.Tests/Proofs/{id}Proofs.cs"),
    ];

    /// <summary>The files that are the rule's own, relative to the repository's folder.</summary>
    public static IEnumerable<string> FilesOf(string id) => Files.Select(file => file.Path(id));

    /// <summary>Writes it under the next free id, and returns the files that are new or changed.</summary>
    /// <exception cref="ArgumentException">A title is one line, which ends in no full stop.</exception>
    public static IReadOnlyList<string> Write(string root, string title)
    {
        title = title.Trim();
        if (title.Length == 0 || title.EndsWith('.') || title.IndexOfAny(['"', '\\', '\n', '|']) >= 0)
        {
            throw new ArgumentException($"A title is one line with no quotes, no bar and no full stop at its end, not '{title}'.");
        }

        var id = NextId(root);
        var changed = new List<string>();
        foreach (var (template, path) in Files)
        {
            var file = Path.Combine(root, path(id));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, Template(template)
                .Replace("{{id}}", id, StringComparison.Ordinal)
                .Replace("{{title}}", title, StringComparison.Ordinal));
            changed.Add(path(id));
        }

        // After the last rule of the list; the release file asks for a row before the rule can be built.
        Edit(List, text => Insert(text, text.LastIndexOf("());", StringComparison.Ordinal) + "()".Length, $",\n        new {id}()"));
        Edit(Releases, text => text.TrimEnd('\n') + $"\n{id} | Reliability | Warning | {title}\n");
        return changed;

        void Edit(string path, Func<string, string> edit)
        {
            var file = Path.Combine(root, path);
            File.WriteAllText(file, edit(File.ReadAllText(file)));
            changed.Add(path);
        }
    }

    private static string NextId(string root)
    {
        var last = Directory.EnumerateFiles(Path.Combine(root, "src/PortReuse.Analyzers/Rules"), "PORT????.cs")
            .Max(file => int.Parse(Path.GetFileNameWithoutExtension(file)["PORT".Length..], CultureInfo.InvariantCulture));
        return $"PORT{last + 1:0000}";
    }

    private static string Insert(string text, int position, string addition) => text[..position] + addition + text[position..];

    private static string Template(string name)
    {
        using var stream = typeof(NewRule).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
