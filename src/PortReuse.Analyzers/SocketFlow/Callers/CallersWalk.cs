using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Walk;

namespace PortReuse.Analyzers.SocketFlow.Callers;

/// <summary>The other types that call certain members of a type, walked for what becomes of the sockets of those.</summary>
internal static class CallersWalk
{
    /// <summary>An analysis for each of the other types; one that has nothing else to do with sockets is walked all the same.</summary>
    public static IEnumerable<SocketFlowAnalysis> Of(IReadOnlyCollection<IMethodSymbol> called, SocketTypes types, CancellationToken cancellation)
    {
        var known = new HashSet<INamedTypeSymbol>(called.Select(method => method.ContainingType), SymbolEqualityComparer.Default);
        foreach (var member in called)
        {
            foreach (var caller in HelperCallers.Of(member, types, known.Contains, cancellation))
            {
                known.Add(caller);
                yield return TypeWalk.RunCallers(caller, types, called, cancellation);
            }
        }
    }
}
