using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The additional locations of a diagnostic by what they are.</summary>
internal static class DiagnosticPlaces
{
    /// <summary>The first place of that kind, one of the <c>DiagnosticProperties.Place…</c> values; null if there is none.</summary>
    public static Location? Place(this Diagnostic diagnostic, string kind) => diagnostic.Places(kind).FirstOrDefault();

    /// <summary>All places of that kind.</summary>
    public static IEnumerable<Location> Places(this Diagnostic diagnostic, string kind) => NamedPlaces.Of(diagnostic).All(kind);
}
