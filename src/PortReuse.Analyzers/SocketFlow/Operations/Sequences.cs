using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sockets;
using PortReuse.Analyzers.SocketFlow.Values;
using PortReuse.Analyzers.SocketFlow.Walk;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>
/// Arrays, lists and queries of endpoints, such as the local endpoints of a load generator. Which element is at which index is not
/// followed: a sequence is told by the endpoints that may be in it, and whoever takes one out may get any of them.
/// </summary>
internal sealed class Sequences(SocketTypes types, FlowCursor cursor, CallFollower calls)
{
    /// <summary>As many of the endpoints as are worth following; those with port 0 come first.</summary>
    private const int MaxElements = 4;

    private static readonly ImmutableHashSet<string> Adding = ImmutableHashSet.Create(
        "Add", "AddFirst", "AddLast", "AddRange", "Append", "Concat", "Enqueue", "Insert", "Prepend", "Push", "TryAdd", "Union");

    private static readonly ImmutableHashSet<string> Taking = ImmutableHashSet.Create(
        "Dequeue", "ElementAt", "ElementAtOrDefault", "Find", "FindLast", "First", "FirstOrDefault", "GetValue", "Last", "LastOrDefault", "Peek", "Pop",
        "Single", "SingleOrDefault");

    /// <summary>A sequence by the values of its elements.</summary>
    public static Value Of(IEnumerable<IOperation> elements, Func<IOperation, Value> evaluate) =>
        elements.Select(evaluate).ToList().Aggregate(Value.Unknown, With);

    /// <summary>What one gets who takes an element out; null where nothing is known of any.</summary>
    public static Value? ElementOf(Value sequence)
    {
        var elements = sequence.Facts.OfType<ElementFact>().Select(fact => fact.Element).ToList();
        return elements.Count > 0 ? Value.Of(elements, mayBeOther: true) : null;
    }

    /// <summary>What a property that yields an element, an indexer or an enumerator's <c>Current</c>, yields; null for any other.</summary>
    public static Value? Read(IPropertySymbol property, Value sequence) =>
        property.IsIndexer || property.Name is "Current" or "Value" ? ElementOf(sequence) : null;

    /// <summary>An element is put at an index.</summary>
    public void Put(IOperation target, Value element)
    {
        switch (target)
        {
            case IArrayElementReferenceOperation { ArrayReference: var array }:
                Add(array, element);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list }:
                Add(list, element);
                break;
        }
    }

    /// <summary>A collection that is made from another one has its elements.</summary>
    public static Value CopyOf(Value[] arguments) => arguments.FirstOrDefault(argument => ElementOf(argument) is not null) is { HasFacts: true } source ? source : Value.Unknown;

    /// <summary>A method of a collection or a query; null where it is none, or has nothing to do with endpoints.</summary>
    public Value? Call(IInvocationOperation call, Value instance, Value[] arguments)
    {
        var method = call.TargetMethod;
        if (!method.ContainingType.IsOfFramework())
        {
            return null;
        }

        var isFromValues = types.IsOfEndPoints(method.ReturnType) && !method.IsExtensionMethod && method.IsStatic;
        if (isFromValues && arguments.Any(HasEndPoints))
        {
            return arguments.Aggregate(Value.Unknown, With);
        }

        var (sequence, operation, given) = method.IsStatic && arguments.Length > 0
            ? (arguments[0], ArgumentOrder.Of(call)[0], arguments.Skip(1).ToArray())
            : (instance, call.Instance, arguments);
        if (Adding.Contains(method.Name) && given.Any(HasEndPoints))
        {
            var added = given.Aggregate(sequence, With);
            if (operation is not null && !method.IsExtensionMethod)
            {
                Add(operation, added);
            }

            return added;
        }

        var element = ElementOf(sequence);
        var isQueryOfEndPoints = given.Any(IsDelegate) && types.IsOfEndPoints(method.ReturnType);
        if (element is null && !isQueryOfEndPoints)
        {
            return null;
        }

        var results = given.Where(IsDelegate).Select(argument => calls.Delegates.RunAll(call, argument, isCertain: false, element ?? Value.Unknown)).ToList();
        return Taking.Contains(method.Name) ? element
            : types.IsOfEndPoints(method.ReturnType) ? results.Concat(given).Aggregate(sequence, With)
            : method.Name == "GetEnumerator" ? sequence
            : cursor.FromUnknown(call);
    }

    private void Add(IOperation sequence, Value elements)
    {
        if (HasEndPoints(elements) && cursor.PlaceOf(sequence, cursor.State) is { } place)
        {
            cursor.Store(place, With(cursor.State[place] ?? Value.Unknown, elements));
        }
    }

    /// <summary>The sequence with an endpoint more, or with those of another sequence.</summary>
    private static Value With(Value sequence, Value added) => Value.Of(
        sequence.Facts.OfType<ElementFact>()
            .Concat(added.Facts.Select(AsElement).OfType<ElementFact>())
            .Distinct()
            .OrderBy(fact => !fact.Element.PortIsZero)
            .Take(MaxElements),
        mayBeOther: true);

    private static Fact? AsElement(Fact fact) => fact switch
    {
        EndPointFact { IsOnlyAnOrigin: false } endPoint => new ElementFact(endPoint),
        ElementFact element => element,
        _ => null,
    };

    private static bool HasEndPoints(Value value) => value.Facts.Any(fact => AsElement(fact) is not null);

    private static bool IsDelegate(Value value) => value.Facts.Any(fact => fact is DelegateFact);
}
