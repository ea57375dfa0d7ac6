namespace PortReuse.Packaging.Tests;

/// <summary>
/// The packages as a user has them: installed from a feed, loaded by the compiler of the SDK and by <c>dotnet format</c>.
/// </summary>
[Collection(PackedPackages.Collection)]
public sealed class InstalledPackageTests(PackedPackages packages)
{
    private const string CompanionCall = ".BindForConnect(";
    private const string RawCall = ".SetRawSocketOption(0, 24, ";
    private const string Guard = "if (OperatingSystem.IsLinux())";

    private static readonly string[] Frameworks = ["net8.0", "net10.0"];
    private static readonly string Originals = Path.Combine(AppContext.BaseDirectory, "Scratch");

    [LongFact]
    public async Task Every_mistake_is_found_and_fixed_by_a_call_of_the_companion_or_by_a_guarded_raw_option()
    {
        var solution = new ScratchSolution(packages, "Installed");
        var projects = new[] { new Project(solution, "WithCompanion", true), new Project(solution, "WithoutCompanion", false) };

        var build = await solution.BuildAsync();
        foreach (var project in projects)
        {
            AssertSame(project.Expected(whenFixed: false), build, project.Name);
        }

        var before = projects.Select(project => project.ReadSources()).ToArray();
        var mistakes = projects[0].Expected(whenFixed: false).Count - projects[0].Expected(whenFixed: true).Count;
        var format = await solution.FormatAsync("PORT0001", "PORT0002");
        build = await solution.BuildAsync();
        foreach (var project in projects)
        {
            // The marks are read again, because what stays is on other lines now.
            AssertSame(project.Expected(whenFixed: true), build, project.Name, $"{format}\n{project.ReadSources()}");
            foreach (var untouched in new[] { "LookAlikes.cs", "AddressDelegate.cs" })
            {
                Assert.Equal(File.ReadAllText(Path.Combine(Originals, untouched)), File
                    .ReadAllText(Path.Combine(project.Folder, untouched)));
            }
        }

        mistakes /= Frameworks.Length;
        var (with, without) = (projects[0].ReadSources(), projects[1].ReadSources());
        Assert.Equal(mistakes, Count(with, CompanionCall));
        Assert.Equal(Count(before[0], RawCall), Count(with, RawCall));
        Assert.Equal(Count(before[0], Guard), Count(with, Guard));
        Assert.Equal(0, Count(without, CompanionCall));
        Assert.Equal(mistakes, Count(without, RawCall) - Count(before[1], RawCall));
        Assert.Equal(mistakes, Count(without, Guard) - Count(before[1], Guard));
    }

    private static void AssertSame(IReadOnlyList<Finding> expected, string build, string project, string context = "")
    {
        var actual = Finding.Printed(build, project);
        var missing = expected.Except(actual).Select(finding => $"not reported: {finding}");
        var unexpected = actual.Except(expected).Select(finding => $"not expected: {finding}");
        var differences = missing.Concat(unexpected).ToArray();
        Assert.True(differences.Length == 0, $"{string.Join('\n', differences)}\n\n{build}\n{context}");
    }

    private static int Count(string sources, string text) => sources.Split(text).Length - 1;

    /// <summary>One of the two, with the sources that bring their marks along.</summary>
    private sealed class Project
    {
        public Project(ScratchSolution solution, string name, bool withCompanion)
        {
            Name = name;
            Folder = Path.Combine(solution.Folder, name);
            solution.AddProject(
                name, string.Join(';', Frameworks), "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>", withCompanion);
            foreach (var source in Directory.EnumerateFiles(Originals, "*.cs"))
            {
                File.Copy(source, Path.Combine(Folder, Path.GetFileName(source)));
            }
        }

        public string Name { get; }

        public string Folder { get; }

        public IReadOnlyList<Finding> Expected(bool whenFixed) => Finding.Expected(Folder, Frameworks, whenFixed);

        /// <summary>All of the sources as they are now.</summary>
        public string ReadSources() => string.Concat(Directory.EnumerateFiles(Folder, "*.cs").Order().Select(File.ReadAllText));
    }
}
