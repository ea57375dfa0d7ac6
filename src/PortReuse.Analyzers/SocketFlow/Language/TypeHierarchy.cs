using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Questions about the base types and interfaces of a type.</summary>
internal static class TypeHierarchy
{
    public static bool IsOrExtends(this ITypeSymbol? type, ITypeSymbol ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same of types as they are declared, whatever their type arguments.</summary>
    public static bool IsOrExtendsDefinition(this INamedTypeSymbol? type, INamedTypeSymbol ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, ancestor.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>System.Exception</c>, or a type that extends it.</summary>
    public static bool IsException(this ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.IsExceptionItself())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>System.Exception</c>, which every handler of exceptions is for.</summary>
    public static bool IsExceptionItself(this ITypeSymbol type) =>
        type is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
