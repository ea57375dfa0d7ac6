using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Settings;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Platforms;

/// <summary>Which systems a whole project, or one member by its attributes, is for.</summary>
internal static class TargetSystems
{
    public static bool AreWindowsOnly(Compilation compilation, INamedTypeSymbol socket) =>
        socket.ContainingAssembly.Name == "System" // .NET Framework, where Socket is in System.dll
        || (Of(compilation.Assembly) is var systems && systems == Systems.Windows);

    /// <summary>By <c>[SupportedOSPlatform]</c> and its opposite, on the symbol and on all that it is in.</summary>
    public static Systems OfAll(ISymbol symbol)
    {
        var systems = Systems.All;
        for (ISymbol? current = symbol; current is not null and not INamespaceSymbol; current = (current as IMethodSymbol)?.AssociatedSymbol ?? current.ContainingSymbol)
        {
            systems &= Of(current);
        }

        return systems & Of(symbol.ContainingAssembly);
    }

    /// <summary>What <c>[SupportedOSPlatformGuard]</c>, or its opposite, says of the system when the member is true; null without either.</summary>
    public static SystemTestFact? GuardedBy(ISymbol member)
    {
        var supported = Systems.None;
        var unsupported = Systems.None;
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.FirstText() is { } name)
            {
                switch (attribute.AttributeClass?.Name)
                {
                    case "SupportedOSPlatformGuardAttribute":
                        supported |= ByName(name);
                        break;
                    case "UnsupportedOSPlatformGuardAttribute":
                        unsupported |= ByName(name) & ~Systems.Other;
                        break;
                }
            }
        }

        var whenTrue = (supported == Systems.None ? Systems.All : supported) & ~unsupported;
        return whenTrue == Systems.All ? null : SystemTests.Pure(whenTrue);
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
