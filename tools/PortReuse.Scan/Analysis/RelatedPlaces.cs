using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Scan.Analysis;

/// <summary>The places that a finding names besides its own, in words.</summary>
internal static class RelatedPlaces
{
    private static readonly Dictionary<string, string> Labels = new()
    {
        [DiagnosticProperties.PlaceReuse] = "the reuse option",
        [DiagnosticProperties.PlaceConnect] = "the connect",
        [DiagnosticProperties.PlaceBind] = "the bind",
        [DiagnosticProperties.PlaceRead] = "the port is read here",
        [DiagnosticProperties.PlaceLateOption] = "the option, too late",
        [DiagnosticProperties.PlaceListener] = "the listener",
        [DiagnosticProperties.PlaceDialer] = "the dialer",
        [DiagnosticProperties.PlaceListenersBind] = "the listener's bind",
        [DiagnosticProperties.PlaceDialersBind] = "the dialer's bind",
        [DiagnosticProperties.PlaceExclusive] = "exclusive use",
    };

    public static IEnumerable<(string Label, Place Place)> Of(Diagnostic diagnostic)
    {
        var names = diagnostic.Properties.GetValueOrDefault(DiagnosticProperties.Places)?.Split(',') ?? [];
        return diagnostic.AdditionalLocations
            .Select((location, index) => (Label: LabelOf(names.ElementAtOrDefault(index)), Location: location))
            .Where(place => place.Location.IsInSource)
            .Select(place => (place.Label, Place.Of(place.Location)));
    }

    private static string LabelOf(string? name) => Labels.GetValueOrDefault(name ?? "", "see also");
}
