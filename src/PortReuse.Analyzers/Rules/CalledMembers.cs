using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;

namespace PortReuse.Analyzers.Rules;

/// <summary>The members by which other types have a socket made and bound.</summary>
internal static class CalledMembers
{
    /// <summary>
    /// The members that make the socket, bind it, and have it listen or connect; the constructors, where an object has it from the start.
    /// </summary>
    public static IReadOnlyCollection<IMethodSymbol> Of(SocketHistory history, CompilationScope scope)
    {
        var members = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var socketEvent in history.Events)
        {
            if (socketEvent.Kind
                    is SocketEventKind.Created or SocketEventKind.Bound or SocketEventKind.Listening or SocketEventKind.Connecting
                && socketEvent.Frame?.Root.Body is { } body)
            {
                if (body.Symbol is { } member)
                {
                    members.Add(member.OriginalDefinition);
                }
                else if (DeclaringTypeOf(history.Socket.Origin, scope) is { } type)
                {
                    members.UnionWith(type.InstanceConstructors);
                }
            }
        }

        return [.. members];
    }

    private static INamedTypeSymbol? DeclaringTypeOf(SyntaxNode code, CompilationScope scope) =>
        code.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            ? scope.Models.Of(code.SyntaxTree)?.GetDeclaredSymbol(declaration)
            : null;
}
