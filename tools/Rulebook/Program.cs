using PortReuse.Rulebook;

const string Usage =
    """
    Keeps what is written about the rules in agreement with the rules: the heads of their pages, the tables of the README and of the package's
    page, the release file, and the presets.

    Usage: Rulebook                 writes all of it anew
           Rulebook --check         names what would change, and ends with 1 if anything would
           Rulebook new "TITLE"     begins a rule: its descriptor, page, tests and proof, which fail until the rule is written
    """;

var root = RepositoryFolder.Root;
switch (args)
{
    case []:
        foreach (var document in Documents.ThatDiffer(root, Rule.All))
        {
            File.WriteAllText(Path.Combine(root, document.Path), document.Content);
            Console.WriteLine($"Wrote {document.Path}");
        }

        return 0;
    case ["--check"]:
        var differing = Documents.ThatDiffer(root, Rule.All);
        foreach (var document in differing)
        {
            Console.Error.WriteLine($"{document.Path} is not as the rules say; dotnet run --project tools/Rulebook");
        }

        return differing.Count == 0 ? 0 : 1;
    case ["new", var title]:
        try
        {
            var written = NewRule.Write(root, title);
            var id = Path.GetFileNameWithoutExtension(written[0]);
            Console.WriteLine(
                $"""
                {string.Join('\n', written)}

                {id} is begun; what is to be written in these files is marked TODO. CONTRIBUTING.md goes through it. Next, and after each change
                of its descriptor or of its page's head:
                  dotnet run --project tools/Rulebook
                Then, until both are green:
                  dotnet test tests/PortReuse.Tests --filter DisplayName~{id}
                  dotnet test tests/PortReuse.Analyzers.Tests --filter DisplayName~{id}
                """);
            return 0;
        }
        catch (ArgumentException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }

    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
