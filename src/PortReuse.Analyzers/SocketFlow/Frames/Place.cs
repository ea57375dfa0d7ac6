using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>
/// Where a value is held: a local, a parameter, a field or automatic property (of <c>this</c>, of a followed object, or of
/// what another place holds), or a capture, which is how the control flow graph names the value of a subexpression.
/// </summary>
internal sealed record Place
{
    /// <summary>Longer chains than <c>a.b.c</c> are not followed.</summary>
    private const int MaxDepth = 3;

    private readonly int _hash;

    private Place(ISymbol? symbol, CaptureId? capture, Place? owner, ObjectId? theObject = null)
    {
        Symbol = symbol;
        Capture = capture;
        Owner = owner;
        Object = theObject;
        _hash = (SymbolEqualityComparer.Default.GetHashCode(symbol) * 31) + (capture?.GetHashCode() ?? theObject?.GetHashCode() ?? 0);
        if (owner is not null)
        {
            _hash = (_hash * 31) + owner._hash;
        }
    }

    public ISymbol? Symbol { get; }

    public CaptureId? Capture { get; }

    public Place? Owner { get; }

    /// <summary>The followed object itself, which is where its members begin.</summary>
    public ObjectId? Object { get; }

    /// <summary>The followed object that the place is in; null where it is in none.</summary>
    public ObjectId? Within
    {
        get
        {
            var root = this;
            while (root.Owner is { } owner)
            {
                root = owner;
            }

            return root.Object;
        }
    }

    /// <summary>Whether code outside the method can reach the value.</summary>
    /// <remarks>A parameter of a primary constructor is a field of its object.</remarks>
    public bool IsShared => Symbol is IFieldSymbol or IPropertySymbol || (Symbol is IParameterSymbol && Owner is not null);

    /// <summary>Whether the method alone has the place, for no longer than one of its regions lasts.</summary>
    public bool IsVariable => Capture is not null || Symbol is ILocalSymbol or IParameterSymbol;

    /// <summary>Whether code outside the method can replace the value.</summary>
    public bool IsReplaceable => IsShared && Symbol is not IFieldSymbol { IsReadOnly: true };

    /// <summary>Whether other types can replace the value, in an object to which they hold a reference.</summary>
    public bool IsOpenToOthers => Symbol switch
    {
        IFieldSymbol variable => !variable.IsReadOnly && variable.DeclaredAccessibility != Accessibility.Private,
        IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private && !setter.IsInitOnly,
        _ => false,
    };

    /// <summary>Somewhere that is not followed: an array, a collection, another object.</summary>
    public static Place Untracked { get; } = new(null, null, null);

    /// <summary>Written once unknown code may have replaced what the type holds.</summary>
    public static Place HavocMarker { get; } = new(null, null, Untracked);

    /// <summary>How the connect that is asked about has failed, on a path where it has.</summary>
    public static Place Failure { get; } = new(null, null, HavocMarker);

    /// <summary>The object itself, in a type that is a socket.</summary>
    public static Place Itself(INamedTypeSymbol type) => new(type, null, null);

    public ITypeSymbol? Type => Symbol switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        IFieldSymbol variable => variable.Type,
        IPropertySymbol property => property.Type,
        INamedTypeSymbol itself => itself,
        _ => null,
    };

    public static Place Of(ISymbol symbol) => new(symbol, null, null);

    public static Place Of(CaptureId capture) => new(null, capture, null);

    public static Place Of(ObjectId followed) => new(null, null, null, followed);

    public Place? Member(ISymbol member)
    {
        var depth = 1;
        for (var owner = Owner; owner is not null; owner = owner.Owner)
        {
            depth++;
        }

        return depth < MaxDepth ? new(member, null, this) : null;
    }

    public bool Equals(Place? other) =>
        other is not null
        && _hash == other._hash
        && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol)
        && Nullable.Equals(Capture, other.Capture)
        && ReferenceEquals(Object, other.Object)
        && Equals(Owner, other.Owner);

    public override int GetHashCode() => _hash;

    private static bool Equals(Place? left, Place? right) => left is null ? right is null : left.Equals(right);
}
