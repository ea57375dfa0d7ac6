using System.Collections;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.Reporting;

/// <summary>
/// The additional locations of a diagnostic, each with a name, one of the <c>DiagnosticProperties.Place…</c> values: a fix finds them by
/// that, and not by where they stand in the list.
/// </summary>
internal sealed class NamedPlaces : IEnumerable<Location>
{
    private readonly List<(string Name, Location Location)> _places = [];

    /// <summary>The properties that keep the names of the places in the diagnostic.</summary>
    public ImmutableDictionary<string, string?> Properties => AddTo(ImmutableDictionary<string, string?>.Empty);

    /// <summary>Those of a diagnostic; empty where it has no names for them.</summary>
    public static NamedPlaces Of(Diagnostic diagnostic)
    {
        var names = diagnostic.Properties.TryGetValue(DiagnosticProperties.Places, out var list) && list is not null ? list.Split(',') : [];
        var places = new NamedPlaces();
        places._places.AddRange(names.Zip(diagnostic.AdditionalLocations, (name, location) => (name, location)));
        return places;
    }

    public void Add(string name, SyntaxNode place) => _places.Add((name, place.GetLocation()));

    public void Add(string name, IEnumerable<SyntaxNode> places)
    {
        foreach (var place in places.Distinct())
        {
            Add(name, place);
        }
    }

    /// <summary>All places of that name.</summary>
    public IEnumerable<Location> All(string name) => _places.Where(place => place.Name == name).Select(place => place.Location);

    public ImmutableDictionary<string, string?> AddTo(ImmutableDictionary<string, string?> properties) =>
        properties.SetItem(DiagnosticProperties.Places, string.Join(",", _places.Select(place => place.Name)));

    public NamedPlaces Where(Func<Location, bool> isKept)
    {
        var kept = new NamedPlaces();
        kept._places.AddRange(_places.Where(place => isKept(place.Location)));
        return kept;
    }

    public IEnumerator<Location> GetEnumerator() => _places.Select(place => place.Location).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
