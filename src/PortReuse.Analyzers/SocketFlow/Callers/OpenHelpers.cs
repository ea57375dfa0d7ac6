using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Callers;

/// <summary>
/// The members of a type that bind a socket to port 0 and do not connect it: it is for their callers that this is right or wrong.
/// </summary>
internal static class OpenHelpers
{
    /// <summary>The members of the analyzed type.</summary>
    /// <param name="analysis">What the type does.</param>
    /// <param name="analyzed">The type.</param>
    /// <param name="concerned">The type that findings are wanted of: a bind that none of its code has to do with is no help.</param>
    /// <param name="models">What the code means.</param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    public static IReadOnlyCollection<ISymbol> In(
        SocketFlowAnalysis analysis, INamedTypeSymbol analyzed,
            INamedTypeSymbol concerned, SourceModels models, CancellationToken cancellation)
    {
        var helpers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var place in analysis.Histories
            .Where(MayBeConnectedByOthers)
            .SelectMany(history => history.Events)
            .Where(BindsPortZero)
            .Select(bind => PlacesOf(bind).ToList())
            .Where(places => places.Any(place => concerned.Declares(place)))
            .SelectMany(places => places)
            .Where(place => analyzed.Declares(place)))
        {
            helpers.UnionWith(MembersAround(place, models, cancellation));
        }

        return helpers;
    }

    /// <summary>A socket that is known not to be TCP is of no interest.</summary>
    private static bool MayBeConnectedByOthers(SocketHistory history) =>
        history.Socket.Protocol is SocketProtocol.Tcp or SocketProtocol.Unknown
        && !history.IsDatagram
        && !history.Has(SocketEventKind.Connecting)
        && !history.Has(SocketEventKind.Listening);

    private static bool BindsPortZero(SocketEvent socketEvent) =>
        socketEvent.Kind == SocketEventKind.Bound && socketEvent.EndPoint.Facts.Any(fact => fact is EndPointFact { PortIsZero: true });

    /// <summary>The bind, and the calls that lead to it.</summary>
    private static IEnumerable<SyntaxNode> PlacesOf(SocketEvent bind)
    {
        yield return bind.Operation.Syntax;
        for (var frame = bind.Frame; frame is not null; frame = frame.Caller)
        {
            if (frame.CallSite is { } call)
            {
                yield return call.Syntax;
            }
        }
    }

    /// <summary>The members that run the code. An initializer runs when an object is made.</summary>
    private static IEnumerable<ISymbol> MembersAround(SyntaxNode code, SourceModels models, CancellationToken cancellation)
    {
        if (code.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } declaration || models.Of(code.SyntaxTree) is not { } model)
        {
            yield break;
        }

        var member = declaration is BaseFieldDeclarationSyntax field
            ? model.GetDeclaredSymbol(field.Declaration.Variables.First(variable => variable.Span.Contains(code.Span)), cancellation)
            : model.GetDeclaredSymbol(declaration, cancellation);
        if (member is IMethodSymbol or IPropertySymbol or IFieldSymbol)
        {
            yield return Definitions.Of(member);
        }

        if (member is IFieldSymbol or IPropertySymbol && !member.IsStatic
            && !code.Ancestors().Any(node => node is AccessorDeclarationSyntax or ArrowExpressionClauseSyntax)
            && member.ContainingType.InstanceConstructors.FirstOrDefault() is { } constructor)
        {
            yield return constructor;
        }
    }
}
