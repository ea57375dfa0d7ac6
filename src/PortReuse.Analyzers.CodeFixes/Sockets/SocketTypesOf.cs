using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>
/// The socket types that the fixes look for, as the analyzer knows them. The types themselves, and none that extends them: what another
/// type makes of a bind, or of a new socket in place of the old one, is for that type to say.
/// </summary>
internal static class SocketTypesOf
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<SocketTypes?>> OfCompilations = new();

    public static bool IsSocket(this SemanticModel model, ITypeSymbol? type) => TypesOf(model)?.IsSocketItself(type) == true;

    public static bool IsTcpClient(this SemanticModel model, ITypeSymbol? type) => TypesOf(model)?.IsTcpClientItself(type) == true;

    public static bool IsIPEndPoint(this SemanticModel model, ITypeSymbol? type) => TypesOf(model)?.IsIPEndPoint(type) == true;

    private static SocketTypes? TypesOf(SemanticModel model) =>
        OfCompilations.GetValue(model.Compilation, compilation => new(SocketTypes.Of(compilation))).Value;
}
