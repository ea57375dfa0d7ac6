using PortReuse.Scan.Analysis;
using PortReuse.Scan.Reporting;
using Spectre.Console;

namespace PortReuse.Scan.Tests;

/// <summary>What a terminal shows, drawn on one that is a text.</summary>
public sealed class TerminalTests
{
    private static readonly Place Bind = new("/code/Client.cs", 9, 9, 9, 47, "        socket.Bind(new IPEndPoint(source, 0)); // the source");
    private static readonly Place Connect = new("/code/Client.cs", 12, 13, 12, 40, "            socket.Connect(destination);");

    [Fact]
    public void Each_finding_is_a_row_with_carets_below_what_it_is_about()
    {
        var finding = new Finding(Rules.ById["PORT0002"], Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, "'socket' is bound.", Bind, [("the connect", Connect)], IsAcrossProjects: true);

        var lines = Draw(finding, width: 100).Split('\n');

        var source = Array.FindIndex(lines, line => line.Contains("socket.Bind(", StringComparison.Ordinal));
        Assert.Equal(lines[source].IndexOf("socket", StringComparison.Ordinal), lines[source + 1].IndexOf('^', StringComparison.Ordinal));
        Assert.Equal(38, lines[source + 1].Count(character => character == '^'));
        Assert.Equal(lines[source + 2].IndexOf("socket", StringComparison.Ordinal), lines[source + 3]
            .IndexOf("--", StringComparison.Ordinal));
        Assert.Contains("the connect", lines[source + 3], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.Contains("/code/Client.cs:9:9  across projects", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("warning", StringComparison.Ordinal)
            && line.Contains("'socket' is bound.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_line_is_cut_so_that_no_caret_slips()
    {
        var place = Bind with { Source = Bind.Source.Split("//")[0] + new string('x', 300) };
        var finding = new Finding(Rules.ById["PORT0002"], Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, "Bound.", place, [],
            IsAcrossProjects: false);

        var output = Draw(finding, width: 80);

        Assert.Contains("…", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.TrimEnd().Length <= 80, line));
        Assert.Equal(1, output.Split('\n').Count(line => line.Contains("xxx", StringComparison.Ordinal)));
    }

    [Fact]
    public void Brackets_of_the_source_are_no_markup()
    {
        var finding = new Finding(Rules.ById["PORT0002"], Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, "[red]Bound.",
            Bind with { Source = "        socket[0].Bind(local[i]);" }, [], false);

        Assert.Contains("socket[0].Bind(local[i]);", Draw(finding, width: 100), StringComparison.Ordinal);
    }

    private static string Draw(Finding finding, int width)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = width;
        new TerminalReport(console).Write(new Report(new ScanResult([finding], [], [], 1, 1), [finding], [finding], null, null));
        return text.ToString();
    }
}
