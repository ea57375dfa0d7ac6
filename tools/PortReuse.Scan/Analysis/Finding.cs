using Microsoft.CodeAnalysis;

namespace PortReuse.Scan.Analysis;

/// <summary>What a rule found, once for all projects and frameworks that compile the file.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Severity">The severity that the project gives it.</param>
/// <param name="Message">The message.</param>
/// <param name="Place">Where.</param>
/// <param name="Related">What else has to do with it, each with a word or two that say what it is.</param>
/// <param name="IsAcrossProjects">A build does not show it: it takes the sources of more than one project.</param>
internal sealed record Finding(
    DiagnosticDescriptor Rule,
    DiagnosticSeverity Severity,
    string Message,
    Place Place,
    IReadOnlyList<(string Label, Place Place)> Related,
    bool IsAcrossProjects)
{
    public string Id => Rule.Id;

    /// <summary>What tells two findings apart.</summary>
    public (string Id, string Path, int Line, int Column, int EndLine, int EndColumn) Key =>
        (Id, Place.Path, Place.Line, Place.Column, Place.EndLine, Place.EndColumn);

    public static Finding Of(Diagnostic diagnostic, bool isAcrossProjects) => new(
        Rules.ById[diagnostic.Id],
        diagnostic.Severity,
        diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        Place.Of(diagnostic.Location),
        [.. RelatedPlaces.Of(diagnostic)],
        isAcrossProjects);
}
