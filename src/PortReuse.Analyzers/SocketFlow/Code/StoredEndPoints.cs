using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>
/// The endpoints that a member can hold at any time, where all code that gives it one is in sight and each of them has port 0. Whichever
/// members of its type have run, and in which order, it can hold no other.
/// </summary>
internal sealed class StoredEndPoints(SocketTypes types, SourceModels models)
{
    private readonly ConcurrentDictionary<ISymbol, Value> _known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, NamesInCode> _names = new(SymbolEqualityComparer.Default);

    /// <summary>Null and endpoints with port 0, or a sequence of those; null where the member may hold another one.</summary>
    public Value? Of(ISymbol? member) =>
        member is IFieldSymbol { IsConst: false } or IPropertySymbol
        && Initializers.TypeOf(member) is { } type
        && (types.IsEndPoint(type) || types.IsOfEndPoints(type))
        && member.OriginalDefinition is var definition
        && (_known.TryGetValue(definition, out var known) ? known : _known[definition] = Find(definition)) is { HasFacts: true } value
            ? value
            : null;

    /// <summary>Some member of the type gives an endpoint another port, which may be one of the elements that this one holds.</summary>
    public bool MayChangeElements(ISymbol? member) =>
        member is IFieldSymbol or IPropertySymbol
        && types.IsOfEndPoints(Initializers.TypeOf(member))
        && ChangesPorts(member.ContainingType);

    private Value Find(ISymbol member)
    {
        if (!IsClosed(member) || ChangesPorts(member.ContainingType))
        {
            return Value.Unknown;
        }

        var value = new StoredExpressions(types, models, NamesOf).AllOf(member);
        return value is { MayBeOther: false, HasFacts: true }
            && value.Facts.All(IsZeroOrNull)
            && value.Facts.Any(fact => fact is not NullFact)
            ? value.Join(Value.Of(NullFact.Instance))
            : Value.Unknown;
    }

    /// <summary>Some code of the type gives an endpoint another port, under whichever name it has it.</summary>
    private bool ChangesPorts(INamedTypeSymbol type) => NamesOf(type).Of("Port").Any(name =>
        name.Parent is MemberAccessExpressionSyntax access
        && access.Parent switch
        {
            AssignmentExpressionSyntax { Left: var target } => target == access,
            PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => true,
            _ => false,
        }
        && types.IsIPEndPoint(models.Of(name.SyntaxTree)?.GetSymbolInfo(name).Symbol?.ContainingType));

    private static bool IsZeroOrNull(Fact fact) =>
        fact is NullFact or EndPointFact { PortIsZero: true } or ElementFact { Element.PortIsZero: true };

    private NamesInCode NamesOf(INamedTypeSymbol type) => _names.GetOrAdd(type, key => new NamesInCode(key.DeclaringSyntaxReferences));

    /// <summary>Only code within the type can give it a value. An attribute may tell other code to do so.</summary>
    private static bool IsClosed(ISymbol member) =>
        member.DeclaringSyntaxReferences.Length == 1
        && member.GetAttributes().All(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute")
        && member switch
        {
            IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
            IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false } property =>
                property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private }
                && property.ContainingType.GetMembers().Any(other =>
                    other is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property)),
            _ => false,
        };
}
