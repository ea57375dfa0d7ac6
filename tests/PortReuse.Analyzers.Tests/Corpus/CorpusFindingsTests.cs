namespace PortReuse.Analyzers.Tests.Corpus;

/// <summary>Message, span and places of each finding of the corpora are those in <c>Corpus/Findings</c>.</summary>
public class CorpusFindingsTests
{
    public static TheoryData<string> Files => new(CorpusFile.Readable(CorpusFile.NamesIn("MustFire")));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_finding_is_reported_as_before(string name)
    {
        var path = CorpusFindings.PathOf(name);
        var found = await CorpusFindings.Of(CorpusFile.Read(name));
        if (CorpusFindings.AreWritten)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, found);
        }

        Assert.True(File.Exists(path), $"{path} is not there: {CorpusFindings.WriteVariable}=true writes it.");
        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), found);
    }

    [Fact]
    public void Every_text_has_its_file() => Assert.Empty(
        Directory.EnumerateFiles(Path.GetDirectoryName(CorpusFindings.PathOf("MustFire/Any.cs"))!, "*.txt", SearchOption.AllDirectories)
            .Except(CorpusFile.NamesIn("MustFire").Select(CorpusFindings.PathOf)));

    /// <summary>What a span is, and which place is which, is told by the text.</summary>
    [Fact]
    public async Task Spans_and_places_are_in_the_text()
    {
        var file = CorpusFile.Parse("t.cs",
            """
            using System.Net;
            using System.Net.Sockets;
            class C
            {
                void M(Socket s, EndPoint remote)
                {
                    s.ExclusiveAddressUse = false;
                    s.Bind(
                        new IPEndPoint(IPAddress.Loopback, 0));
                    s.Connect(remote);
                }
            }
            """);
        var text = await CorpusFindings.Of(file);
        Assert.StartsWith("PORT0001: Despite ExclusiveAddressUse", text, StringComparison.Ordinal);
        Assert.Contains(
            "       8  s.Bind(\n          ^^^^^^^\n       9  new IPEndPoint(IPAddress.Loopback, 0));\n", text, StringComparison.Ordinal);
        Assert.Contains("  Reuse\n       7  s.ExclusiveAddressUse = false;\n          ^", text, StringComparison.Ordinal);
    }
}
