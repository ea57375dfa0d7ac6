using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;

namespace PortReuse.Analyzers.SocketFlow.Callers;

/// <summary>The other types that call certain members of a type, walked for what becomes of the sockets of those.</summary>
internal static class CallersWalk
{
    /// <summary>An analysis for each of the other types; one that has nothing else to do with sockets is walked all the same.</summary>
    public static IEnumerable<SocketFlowAnalysis> Of(
        IReadOnlyCollection<IMethodSymbol> called, CompilationScope scope, CancellationToken cancellation)
    {
        var known = new HashSet<INamedTypeSymbol>(called.Select(method => method.ContainingType), SymbolEqualityComparer.Default);
        foreach (var member in called)
        {
            foreach (var caller in HelperCallers.Of(member, scope, known.Contains, cancellation))
            {
                known.Add(caller);
                yield return SocketFlowAnalysis.OfCallers(caller, called, scope, cancellation);
            }
        }
    }
}
