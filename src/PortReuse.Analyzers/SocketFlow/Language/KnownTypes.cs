using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Types found by their names, as the compiler finds them.</summary>
internal static class KnownTypes
{
    /// <summary>
    /// The type of that name that the compilation's code means by it: its own, or the only one of the referenced assemblies that it can
    /// see. An internal copy in one of them hides nothing, as it does from <c>GetTypeByMetadataName</c>.
    /// </summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="name">The full name, as metadata has it.</param>
    /// <returns>Null where there is no such type, or where the code could not say which it means.</returns>
    public static INamedTypeSymbol? TypeNamed(this Compilation compilation, string name)
    {
        var types = compilation.GetTypesByMetadataName(name);
        if (types is [var only])
        {
            return IsSeen(only) ? only : null;
        }

        var own = types.FirstOrDefault(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly));
        return own ?? (types.Where(IsSeen).Take(2).ToArray() is [var seen] ? seen : null);

        bool IsSeen(INamedTypeSymbol type) => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);
    }
}
