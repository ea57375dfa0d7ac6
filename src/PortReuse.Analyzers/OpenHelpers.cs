using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers;

/// <summary>
/// The members of a type that bind a socket to port 0 and do not connect it: it is for their callers that this is right or wrong.
/// </summary>
internal static class OpenHelpers
{
    /// <summary>The names by which other types can call them.</summary>
    public static IReadOnlyCollection<string> NamesIn(SocketFlowAnalysis analysis)
    {
        var names = new HashSet<string>();
        foreach (var history in analysis.Histories)
        {
            foreach (var bind in history.Events)
            {
                if (bind.Kind == SocketEventKind.Bound
                    && bind.EndPoint.Facts.Any(fact => fact is EndPointFact { PortIsZero: true })
                    && !history.Has(SocketEventKind.Connecting)
                    && !history.Has(SocketEventKind.Listening))
                {
                    names.UnionWith(MembersAround(bind.Operation).Concat(MembersAround(bind.Call?.Operation)));
                }
            }
        }

        return names;
    }

    private static IEnumerable<string> MembersAround(IOperation? operation) =>
        operation?.Syntax.FirstAncestorOrSelf<MemberDeclarationSyntax>() switch
        {
            MethodDeclarationSyntax method => [method.Identifier.ValueText],
            PropertyDeclarationSyntax property => [property.Identifier.ValueText],
            ConstructorDeclarationSyntax constructor => [constructor.Identifier.ValueText],
            _ => [],
        };
}
