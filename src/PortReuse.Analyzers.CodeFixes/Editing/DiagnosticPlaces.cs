using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The additional locations of a diagnostic by what they are.</summary>
internal static class DiagnosticPlaces
{
    /// <summary>The first place of that kind, one of the <c>DiagnosticProperties.Place…</c> values; null if there is none.</summary>
    public static Location? Place(this Diagnostic diagnostic, string kind)
    {
        var kinds = diagnostic.Properties.TryGetValue(DiagnosticProperties.Places, out var places) && places is not null ? places.Split(',') : [];
        var index = Array.IndexOf(kinds, kind);

        return index >= 0 && index < diagnostic.AdditionalLocations.Count ? diagnostic.AdditionalLocations[index] : null;
    }
}
