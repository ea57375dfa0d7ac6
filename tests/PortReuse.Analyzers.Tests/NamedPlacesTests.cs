using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.Reporting;

namespace PortReuse.Analyzers.Tests;

public class NamedPlacesTests
{
    private static readonly DiagnosticDescriptor Rule = new SocketAnalyzer().SupportedDiagnostics[0];

    [Fact]
    public void A_place_has_its_name_also_where_others_are_left_out()
    {
        var (bind, connect) = (CSharpSyntaxTree.ParseText("s.Bind(e);", path: "Bind.cs"), CSharpSyntaxTree
            .ParseText("s.Connect(e);", path: "Connect.cs"));
        var places = new NamedPlaces
        {
            { DiagnosticProperties.PlaceBind, bind.GetRoot() },
            { DiagnosticProperties.PlaceConnect, connect.GetRoot() },
        };
        var whole = Diagnostic.Create(Rule, Location.None, places, places.Properties);
        Assert.Equal(bind, Assert.Single(NamedPlaces.Of(whole).All(DiagnosticProperties.PlaceBind)).SourceTree);
        Assert.Equal(connect, Assert.Single(NamedPlaces.Of(whole).All(DiagnosticProperties.PlaceConnect)).SourceTree);

        var kept = NamedPlaces.Of(whole).Where(place => place.SourceTree == connect);
        var part = Diagnostic.Create(Rule, Location.None, kept, kept.AddTo(whole.Properties));
        Assert.Empty(NamedPlaces.Of(part).All(DiagnosticProperties.PlaceBind));
        Assert.Equal(connect, Assert.Single(NamedPlaces.Of(part).All(DiagnosticProperties.PlaceConnect)).SourceTree);
    }

    [Fact]
    public void Without_names_there_are_no_places() =>
        Assert.Empty(NamedPlaces.Of(Diagnostic.Create(Rule, Location.None, [Location.None])));
}
