using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>Which types of the compilation have something of interest in them, or an object that has.</summary>
/// <param name="isOfInterest">Whether a type is itself of interest.</param>
/// <param name="maxDepth">How many objects deep it may be.</param>
internal sealed class HeldTypes(Func<ITypeSymbol, bool> isOfInterest, int maxDepth)
{
    /// <summary>
    /// By the depth that was asked for, less one: a type that holds a holder is none itself where only its own members count.
    /// </summary>
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool>[] _known =
        [.. Enumerable.Range(0, maxDepth).Select(_ => new ConcurrentDictionary<INamedTypeSymbol, bool>(SymbolEqualityComparer.Default))];

    public bool AreIn(ITypeSymbol? type) => AreIn(type, maxDepth);

    private bool AreIn(ITypeSymbol? type, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return tuple.TupleElements.Any(element => IsOrHolds(element.Type, depth));
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 } named)
        {
            return false;
        }

        var definition = named.OriginalDefinition;
        return named.TypeArguments.Any(argument => IsOrHolds(argument, depth))
            || (_known[depth - 1].TryGetValue(definition, out var holds)
                ? holds
                : _known[depth - 1][definition] = HasMemberOfInterest(definition, depth));
    }

    private bool HasMemberOfInterest(INamedTypeSymbol definition, int depth)
    {
        for (var current = definition; current is not null && !isOfInterest(current); current = current.BaseType)
        {
            if (current.GetMembers().Any(member => member is IFieldSymbol { Type: var held } && IsOrHolds(held, depth)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOrHolds(ITypeSymbol held, int depth) => isOfInterest(held) || AreIn(held, depth - 1);
}
