using System.Diagnostics;
using PortReuse.Scan.Fixing;
using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests;

public sealed class UnifiedDiffTests : IDisposable
{
    private readonly ScratchFolder _folder = new("scan");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Changes => new()
    {
        { "a\nb\nc\n", "a\nB\nc\n" },
        { "a\nb\nc\n", "first\na\nb\nc\n" },
        { "a\nb\nc\n", "a\nb\nc\nlast\n" },
        { "a\nb\nc", "a\nb\nC" },
        { "a\nb\nc", "a\nb\nc\n" },
        { "a\r\nb\r\n", "a\r\nx\r\nb\r\n" },
        { Lines(1, 30), Lines(1, 30).Replace("line 3\n", "line 3, changed\n", StringComparison.Ordinal)
            .Replace("line 25\n", "", StringComparison.Ordinal) },
        { Lines(1, 12), Lines(1, 12).Replace("line 3\n", "x\n", StringComparison.Ordinal)
            .Replace("line 9\n", "y\nz\n", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Git_makes_the_new_text_of_the_old_one(string before, string after)
    {
        _folder.Write("file.txt", before);
        var diff = _folder.Write("change.diff", UnifiedDiff.Of(before, after, "file.txt"));

        using var git = Process
            .Start(new ProcessStartInfo("git", ["apply", "--whitespace=nowarn", diff]) { WorkingDirectory = _folder.Root })!;
        await git.WaitForExitAsync();

        Assert.Equal((0, after), (git.ExitCode, _folder.Read("file.txt")));
    }

    [Fact]
    public void Changes_that_are_near_are_one_hunk() =>
        Assert.Equal(1, UnifiedDiff.Of(Lines(1, 12), Lines(1, 12).Replace("line 3\n", "x\n", StringComparison.Ordinal).Replace("line 9\n", "y\n", StringComparison.Ordinal), "f").Split("@@ -").Length - 1);

    [Fact]
    public void Of_two_equal_texts_there_is_none() => Assert.Equal("", UnifiedDiff.Of("a\n", "a\n", "f"));

    private static string Lines(int first, int count) => string.Concat(Enumerable.Range(first, count).Select(number => $"line {number}\n"));
}
