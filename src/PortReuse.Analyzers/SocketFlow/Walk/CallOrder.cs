using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>
/// Which private members of a type call or name which, wherever they stand in it; what they call by way of another type is not looked for.
/// </summary>
internal sealed class CallOrder(INamedTypeSymbol type, SourceModels models, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, IReadOnlyCollection<ISymbol>> _named = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, int> _reached = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// The members in levels: each comes after all that lead to it, but for those that it leads to itself, which are on its own level.
    /// Whoever calls another leads to all that the other leads to, and to one more.
    /// </summary>
    public IEnumerable<IEnumerable<ISymbol>> CallersFirst(IReadOnlyList<ISymbol> members) =>
        members.GroupBy(CountReached).OrderByDescending(level => level.Key);

    private int CountReached(ISymbol member)
    {
        if (!_reached.TryGetValue(member, out var count))
        {
            var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { member };
            var pending = new Stack<ISymbol>(reached);
            while (pending.Count > 0)
            {
                foreach (var named in NamedIn(pending.Pop()))
                {
                    if (reached.Add(named))
                    {
                        pending.Push(named);
                    }
                }
            }

            _reached.Add(member, count = reached.Count);
        }

        return count;
    }

    private IReadOnlyCollection<ISymbol> NamedIn(ISymbol member)
    {
        if (!_named.TryGetValue(member, out var named))
        {
            var code = ((member as IMethodSymbol)?.PartialImplementationPart ?? member).DeclaringSyntaxReferences
                .Select(reference => models.Of(reference.SyntaxTree)?.GetOperation(reference.GetSyntax(cancellation), cancellation))
                .OfType<IOperation>();
            named = new HashSet<ISymbol>(
                code.SelectMany(operation => operation.Descendants()).SelectMany(MembersOf), SymbolEqualityComparer.Default);
            _named.Add(member, named);
        }

        return named;
    }

    private IEnumerable<ISymbol> MembersOf(IOperation operation)
    {
        ISymbol?[] named = operation switch
        {
            IInvocationOperation { TargetMethod: var method } => [method],
            IMethodReferenceOperation { Method: var method } => [method],
            IPropertyReferenceOperation { Property: var property } => [property.GetMethod, property.SetMethod],
            _ => [],
        };
        return named
            .Where(member => member is { DeclaredAccessibility: Accessibility.Private }
                && SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, type.OriginalDefinition))
            .Select(member => member!.OriginalDefinition);
    }
}
