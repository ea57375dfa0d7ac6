using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>
/// Arrays, lists and queries of endpoints, such as the local endpoints of a load generator. Which element is at which index is not
/// followed: a sequence is told by the endpoints that may be in it, and whoever takes one out may get any of them.
/// </summary>
internal sealed class Sequences(SocketTypes types, TransferContext context, CallFollower calls)
{
    private static readonly ImmutableHashSet<string> Building = ImmutableHashSet.Create("Create", "CreateRange", "Repeat");

    private static readonly ImmutableHashSet<string> Adding = ImmutableHashSet.Create(
        "Add", "AddFirst", "AddLast", "AddRange", "Append", "Concat", "Enqueue", "Insert", "Prepend", "Push", "TryAdd", "Union");

    private static readonly ImmutableHashSet<string> Taking = ImmutableHashSet.Create(
        "Dequeue", "ElementAt", "ElementAtOrDefault", "First", "FirstOrDefault", "GetValue", "Last", "LastOrDefault", "Peek", "Pop",
        "Single", "SingleOrDefault");

    /// <summary>What else there is may leave out any element, or make another of it: that is for nobody to guess.</summary>
    private static readonly ImmutableHashSet<string> Keeping = ImmutableHashSet.Create(
        "AsEnumerable", "AsParallel", "AsReadOnly", "Cast", "Distinct", "GetEnumerator", "GetRange", "Order", "OrderBy", "OrderByDescending", "Reverse",
        "Skip", "SkipLast", "Take", "TakeLast", "ThenBy", "ThenByDescending", "ToArray", "ToHashSet", "ToImmutableArray", "ToImmutableList", "ToList");

    private static readonly ImmutableHashSet<string> Removing = ImmutableHashSet.Create("Clear", "RemoveAll", "RemoveWhere");

    /// <summary>A sequence by the values of its elements.</summary>
    public static Value Of(IEnumerable<IOperation> elements, Func<IOperation, Value> evaluate) =>
        elements.Select(evaluate).ToList().Aggregate(Value.Unknown, With);

    /// <summary>What one gets who takes an element out; null where nothing is known of any.</summary>
    public static Value? ElementOf(Value sequence)
    {
        var elements = sequence.Facts.OfType<ElementFact>().Select(fact => fact.Element).ToList();
        return elements.Count > 0 && !IsChanged(sequence) ? Value.Of(elements, mayBeOther: true) : null;
    }

    /// <summary>
    /// What a property that yields an element, an indexer or an enumerator's <c>Current</c>, yields; null for any other. A node of a linked list
    /// stands for the list.
    /// </summary>
    public static Value? Read(IPropertySymbol property, Value sequence) =>
        property.IsIndexer || property.Name is "Current" or "Value" ? ElementOf(sequence)
        : property.Name is "First" or "Last" or "Next" or "Previous" && ElementOf(sequence) is not null ? sequence
        : null;

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

    /// <summary>An endpoint is given another port, and so is the one in each sequence that it may have come from.</summary>
    public void ChangePort(Value endPoint)
    {
        foreach (var place in context.State.PlacesWhere(fact => fact is ElementFact { Element: var element } && endPoint.Facts.Contains(element)).ToList())
        {
            context.Store(place, Value.Of(ChangedElementsFact.Instance));
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

        var (sequence, operation, given) = method.IsStatic && arguments.Length > 0
            ? (arguments[0], ArgumentOrder.Of(call)[0], arguments.Skip(1).ToArray())
            : (instance, call.Instance, arguments);
        var element = ElementOf(sequence);
        if (method.Parameters.Any(parameter => IsCode(parameter.Type)))
        {
            return element is not null || types.IsOfEndPoints(method.ReturnType) ? Query(call, sequence, operation, given) : null;
        }

        if (Building.Contains(method.Name) && method.IsStatic && types.IsOfEndPoints(method.ReturnType) && arguments.Any(HasEndPoints))
        {
            return arguments.Aggregate(Value.Unknown, With);
        }

        if (Adding.Contains(method.Name) && given.Any(HasEndPoints))
        {
            var added = given.Aggregate(sequence, With);
            if (operation is not null && !method.IsExtensionMethod)
            {
                Add(operation, added);
            }

            return added;
        }

        return element is { } taken ? Take(call, sequence, operation, taken) : null;
    }

    /// <summary>A method that is given code, to choose among the elements by or to make others of them: it yields what the code does.</summary>
    private Value Query(IInvocationOperation call, Value sequence, IOperation? operation, Value[] given)
    {
        var element = ElementOf(sequence) ?? Value.Unknown;
        var made = given.Select(argument => calls.Delegates.RunAll(call, argument, isCertain: false, element)).ToList().Aggregate(Value.Unknown, With);
        Remove(call, operation);
        return Keeping.Contains(call.TargetMethod.Name) ? sequence
            : made.HasFacts && types.IsOfEndPoints(call.TargetMethod.ReturnType) ? made
            : context.FromUnknown(call);
    }

    /// <summary>A method without such code, of a sequence of which elements are known.</summary>
    private Value Take(IInvocationOperation call, Value sequence, IOperation? operation, Value element)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter)
            {
                calls.Store(argument.Value, types.IsEndPoint(parameter.Type) ? element : context.FromUnknown(argument));
            }
        }

        Remove(call, operation);
        return Taking.Contains(call.TargetMethod.Name) ? element
            : Keeping.Contains(call.TargetMethod.Name) ? sequence
            : context.FromUnknown(call);
    }

    /// <summary>Which ones are left is not followed.</summary>
    private void Remove(IInvocationOperation call, IOperation? sequence)
    {
        if (sequence is not null && Removing.Contains(call.TargetMethod.Name))
        {
            calls.Store(sequence, Value.Unknown);
        }
    }

    private void Add(IOperation sequence, Value elements)
    {
        if (HasEndPoints(elements) && context.PlaceOf(sequence, context.State) is { } place)
        {
            context.Store(place, With(context.State[place] ?? Value.Unknown, elements));
        }
    }

    /// <summary>The sequence with an endpoint more, or with those of another sequence.</summary>
    private static Value With(Value sequence, Value added)
    {
        if (IsChanged(sequence) || IsChanged(added) || sequence.IsWidened || added.IsWidened)
        {
            return Value.Of(ChangedElementsFact.Instance);
        }

        // Which of too many would be left out hangs on their order.
        var elements = sequence.Facts.OfType<ElementFact>().Concat(added.Facts.Select(AsElement).OfType<ElementFact>()).Distinct().ToList();
        return elements.Count > Value.MaxFacts ? Value.Of(ChangedElementsFact.Instance) : Value.Of(elements, mayBeOther: true);
    }

    private static bool IsChanged(Value sequence) => sequence.Facts.Contains(ChangedElementsFact.Instance);

    private static Fact? AsElement(Fact fact) => fact switch
    {
        EndPointFact { IsOnlyAnOrigin: false } endPoint => new ElementFact(endPoint),
        ElementFact element => element,
        _ => null,
    };

    private static bool HasEndPoints(Value value) => value.Facts.Any(fact => AsElement(fact) is not null);

    private static bool IsCode(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate || type is { Name: "Expression", ContainingNamespace.Name: "Expressions" };
}
