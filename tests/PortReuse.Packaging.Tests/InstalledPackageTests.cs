namespace PortReuse.Packaging.Tests;

/// <summary>The packages as a user has them: installed from a feed, loaded by the compiler of the SDK and by <c>dotnet format</c>.</summary>
[Collection(PackedPackages.Collection)]
public sealed class InstalledPackageTests(PackedPackages packages)
{
    private const string CompanionCall = ".TrySetBindAddressNoPort();";
    private const string RawCall = ".SetRawSocketOption(0, 24, ";
    private const string Guard = "if (OperatingSystem.IsLinux())";

    [Fact]
    public async Task With_the_companion_every_mistake_is_found_and_fixed_by_a_call_of_it()
    {
        var (before, after, mistakes) = await FindAndFixAsync("WithCompanion", withCompanion: true);

        Assert.Equal(mistakes, Count(after, CompanionCall));
        Assert.Equal(Count(before, RawCall), Count(after, RawCall));
        Assert.Equal(Count(before, Guard), Count(after, Guard));
    }

    [Fact]
    public async Task Without_the_companion_every_mistake_is_found_and_fixed_by_a_guarded_raw_option()
    {
        var (before, after, mistakes) = await FindAndFixAsync("WithoutCompanion", withCompanion: false);

        Assert.Equal(0, Count(after, CompanionCall));
        Assert.Equal(mistakes, Count(after, RawCall) - Count(before, RawCall));
        Assert.Equal(mistakes, Count(after, Guard) - Count(before, Guard));
    }

    private async Task<(string Before, string After, int Mistakes)> FindAndFixAsync(string name, bool withCompanion)
    {
        var project = await ScratchProject.CreateAsync(packages, name, withCompanion);
        var before = project.ReadSources();
        var expected = project.Expected();
        AssertSame(expected, await project.BuildAsync());

        var remaining = project.Expected(whenFixed: true).Count;
        var format = await project.FormatAsync("PORT0001", "PORT0002");

        // The marks are read again, because what stays is on other lines now.
        var after = project.ReadSources();
        AssertSame(project.Expected(whenFixed: true), await project.BuildAsync(), $"{format}\n{after}");

        foreach (var untouched in new[] { "LookAlikes.cs", "AddressDelegate.cs" })
            Assert.Equal(ScratchProject.ReadOriginal(untouched), project.Read(untouched));

        return (before, after, (expected.Count - remaining) / ScratchProject.Frameworks.Length);
    }

    private static void AssertSame(IReadOnlyList<Finding> expected, string build, string context = "")
    {
        var actual = Finding.Printed(build);
        var missing = expected.Except(actual).Select(finding => $"not reported: {finding}");
        var unexpected = actual.Except(expected).Select(finding => $"not expected: {finding}");
        var differences = missing.Concat(unexpected).ToArray();
        Assert.True(differences.Length == 0, $"{string.Join('\n', differences)}\n\n{build}\n{context}");
    }

    private static int Count(string sources, string text) => sources.Split(text).Length - 1;
}
