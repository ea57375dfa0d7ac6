using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Platforms;

/// <summary>Which systems a whole project, or one member by its attributes, is for.</summary>
internal static class TargetSystems
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, object> Asked = new();

    public static bool AreWindowsOnly(Compilation compilation, INamedTypeSymbol socket) =>
        socket.ContainingAssembly.Name == "System" // .NET Framework, where Socket is in System.dll
        || (OfAssembly(compilation.Assembly) is var systems && systems == Systems.Windows);

    /// <summary>The systems by <c>[SupportedOSPlatform]</c> and its opposite, on the symbol and on everything around it.</summary>
    public static Systems OfAll(ISymbol symbol)
    {
        var systems = Systems.All;
        for (var current = symbol; current is not null and not INamespaceSymbol; current = (current as IMethodSymbol)?.AssociatedSymbol
            ?? current.ContainingSymbol)
        {
            systems &= Of(current);
        }

        return systems & OfAssembly(symbol.ContainingAssembly);
    }

    public static Systems ByName(string name)
    {
        // "windows7.0" names a system and a version.
        var letters = new string([.. name.TakeWhile(char.IsLetter)]);
        return letters.ToUpperInvariant() switch
        {
            "LINUX" => Systems.Linux,
            "WINDOWS" => Systems.Windows,
            "MACOS" or "OSX" => Systems.MacOS,
            "FREEBSD" => Systems.FreeBsd,
            _ => Systems.Other,
        };
    }

    /// <summary>To ask for one attribute of an assembly binds all of them, and hardly any assembly has one that names systems.</summary>
    private static Systems OfAssembly(IAssemblySymbol? assembly) => assembly is null
        ? Systems.All
        : (Systems)Asked.GetValue(
            assembly, _ => assembly is ISourceAssemblySymbol source && !MayNameSystems(source.Compilation) ? Systems.All : Of(assembly));

    private static bool MayNameSystems(Compilation compilation) => compilation.SyntaxTrees.Any(tree =>
        tree.GetRoot() is CompilationUnitSyntax file
        && (file.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => IsOfPlatforms(attribute.Name))
            || file.Usings.Any(directive => directive is { Alias: not null, Name: { } named } && IsOfPlatforms(named))));

    private static bool IsOfPlatforms(NameSyntax name) => name.ToString().IndexOf("OSPlatform", StringComparison.Ordinal) >= 0;

    private static Systems Of(ISymbol? symbol)
    {
        var supported = Systems.None;
        var unsupported = Systems.None;
        foreach (var attribute in symbol?.GetAttributes() ?? ImmutableArray<AttributeData>.Empty)
        {
            if (attribute.FirstText() is { } name)
            {
                switch (attribute.AttributeClass?.Name)
                {
                    case "SupportedOSPlatformAttribute":
                        supported |= ByName(name);
                        break;
                    case "UnsupportedOSPlatformAttribute" when !name.Any(char.IsDigit):
                        unsupported |= ByName(name) & ~Systems.Other;
                        break;
                }
            }
        }

        return (supported == Systems.None ? Systems.All : supported) & ~unsupported;
    }
}
