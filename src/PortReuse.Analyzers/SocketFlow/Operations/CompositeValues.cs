using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>Values in several parts: tuples and the elements of arrays, and the patterns that name a part of a value.</summary>
internal sealed class CompositeValues(SocketTypes types, TransferContext context, CallFollower calls, Func<IOperation, Value> evaluate)
{
    /// <summary>An element of an array is told from others by the variable that counts.</summary>
    public Value ArrayElement(IArrayElementReferenceOperation element)
    {
        var array = evaluate(element.ArrayReference);
        foreach (var index in element.Indices)
        {
            evaluate(index);
        }

        return context.PlaceOf(element, context.State) is { } place && context.State[place] is { IsNone: false } stored
            ? stored
            : Sequences.ElementOf(array) is { } one ? types.IsOfEndPoints(element.Type) ? array : one
            : context.FromUnknown(element);
    }

    /// <summary>A tuple with nothing of interest in it is of no interest.</summary>
    public Value Tuple(ITupleOperation tuple)
    {
        var values = tuple.Elements.Select(evaluate).ToList();
        if (tuple.Type is not INamedTypeSymbol { IsTupleType: true } type || !values.Any(value => value.HasFacts))
        {
            return Value.Unknown;
        }

        var created = context.CreateObject(tuple, type);
        for (var i = 0; i < values.Count && i < type.TupleElements.Length; i++)
        {
            context.Store(Place.Of(created).Member(TransferContext.ElementOf(type.TupleElements[i]))!, values[i]);
        }

        return Value.Of(new ObjectFact(created));
    }

    public void Deconstruct(IOperation target, Value value, IOperation source)
    {
        if (target is IDeclarationExpressionOperation { Expression: ITupleOperation declared })
        {
            target = declared;
        }

        if (target is not ITupleOperation tuple)
        {
            calls.Store(target, value.HasFacts ? value : context.FromUnknown(target));
            return;
        }

        // The names of the elements are the source's; their places are not.
        var elements = (source.Type as INamedTypeSymbol) is { IsTupleType: true, TupleElements: var named }
            ? named
            : ImmutableArray<IFieldSymbol>.Empty;
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var element = value.OnlyObject is { } followed && i < elements.Length
                ? context.State[Place.Of(followed).Member(TransferContext.ElementOf(elements[i]))!] ?? Value.Unknown
                : Value.Unknown;
            Deconstruct(tuple.Elements[i], element, tuple.Elements[i]);
        }
    }

    public void Declare(IPatternOperation pattern, Value value)
    {
        switch (pattern)
        {
            case IDeclarationPatternOperation { DeclaredSymbol: { } symbol } declaration:
                context.Store(Place.Of(symbol), context.AsSocket(pattern, declaration.MatchedType, value));
                break;
            case IRecursivePatternOperation recursive:
                if (recursive.DeclaredSymbol is { } declared)
                {
                    context.Store(Place.Of(declared), value);
                }

                foreach (var property in recursive.PropertySubpatterns)
                {
                    // Of an endpoint the port is a value of its own, as is the code of an error.
                    Declare(
                        property.Pattern,
                        property.Member is IPropertyReferenceOperation { Property.Name: "Port" } ? ConstantValues.PortsOf(value)
                        : property.Member is IPropertyReferenceOperation member ? FailureTests.Property(member, value) ?? Value.Unknown
                        : Value.Unknown);
                }

                break;
            case INegatedPatternOperation negated:
                Declare(negated.Pattern, value);
                break;
            case IBinaryPatternOperation binary:
                Declare(binary.LeftPattern, value);
                Declare(binary.RightPattern, value);
                break;
        }
    }
}
