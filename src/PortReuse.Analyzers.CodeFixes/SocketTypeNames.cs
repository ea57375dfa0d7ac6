using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>The types of <c>System.Net.Sockets</c> and of <c>System.Net</c> that the fixes look for, told by their names.</summary>
internal static class SocketTypeNames
{
    public static bool IsSocket(ITypeSymbol type) => Is(type, "Socket");

    public static bool IsTcpClient(ITypeSymbol type) => Is(type, "TcpClient");

    public static bool IsIPEndPoint(ITypeSymbol type)
        => (type.Name == "IPEndPoint" && type.ContainingNamespace?.ToDisplayString() == "System.Net") || (type.BaseType is { } parent && IsIPEndPoint(parent));

    private static bool Is(ITypeSymbol type, string name)
        => type.Name == name && type.ContainingNamespace?.ToDisplayString() == "System.Net.Sockets";
}
