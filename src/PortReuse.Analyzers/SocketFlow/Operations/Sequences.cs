using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>
/// Arrays, lists and queries of endpoints, such as the local endpoints of a load generator. Which element is at which index is not
/// followed: a sequence is the set of the endpoints that may be in it, and one taken out may be any of them.
/// </summary>
internal sealed class Sequences(SocketTypes types, TransferContext context, CallFollower calls)
{
    /// <summary>
    /// What a method does to a sequence follows from its signature: what yields sequences of endpoints and is given none can only choose
    /// among the elements, and what is given one and yields nothing keeps it. But for these, whose signatures are those of others that do
    /// the opposite.
    /// </summary>
    private const string Adding = "Add", AddingIfItCan = "TryAdd", Clearing = "Clear";

    private static readonly string[] Removing = ["Remove", "Except", "Intersect", "SymmetricExcept"];

    /// <summary>A sequence by the values of its elements.</summary>
    public Value Of(IEnumerable<IOperation> elements, Func<IOperation, Value> evaluate) =>
        elements.Select(element => Known(element, evaluate(element))).ToList().Aggregate(Value.Unknown, With);

    /// <summary>An endpoint of which nothing is known may have any port: of a sequence that has it, nothing is said.</summary>
    private Value Known(IOperation element, Value value) => IsUnknown(element, value) ? Value.Of(ChangedElementsFact.Instance) : value;

    private bool IsUnknown(IOperation element, Value value) =>
        value.Facts.All(fact => fact is EndPointFact { IsOnlyAnOrigin: true })
        && ((element is IConversionOperation { Operand.Type: { } converted } ? converted : element.Type) is var type
            && (types.IsEndPoint(type) || types.IsOfEndPoints(type) || element.Syntax is SpreadElementSyntax));

    /// <summary>The value of an element that is taken out; null if nothing is known of any.</summary>
    public static Value? ElementOf(Value sequence)
    {
        var elements = sequence.Facts.OfType<ElementFact>().Select(fact => fact.Element).ToList();
        return elements.Count > 0 && !IsChanged(sequence) ? Value.Of(elements, sequence.MayBeOther) : null;
    }

    /// <summary>
    /// What a property that yields an element, an indexer or an enumerator's <c>Current</c>, yields; null for any other. A node of a linked
    /// list stands for the list.
    /// </summary>
    public static Value? Read(IPropertySymbol property, Value sequence, SocketTypes types) =>
        types.IsOfEndPoints(property.Type) && property.ContainingType.IsOfFramework() ? ElementOf(sequence) is null ? null : sequence
        : property.IsIndexer || property.Name is "Current" or "Value" ? ElementOf(sequence)
        : types.IsEndPoint(property.Type) && types.IsOfEndPoints(property.ContainingType) ? ElementOf(sequence)
        : property.Name is "First" or "Last" or "Next" or "Previous" && ElementOf(sequence) is not null ? sequence
        : null;

    /// <summary>The one endpoint of a tuple that is an element of a sequence; null for any other field.</summary>
    public static Value? Read(IFieldSymbol field, Value tuple, SocketTypes types) =>
        !field.ContainingType.IsTupleType || !types.IsEndPoint(field.Type) || !types.IsOfEndPoints(field.ContainingType) ? null
        : tuple.Facts.Any(fact => fact is EndPointFact) ? tuple
        : ElementOf(tuple);

    /// <summary>An element is put at an index.</summary>
    public void Put(IOperation target, Value element)
    {
        switch (target)
        {
            case IArrayElementReferenceOperation { ArrayReference: var array } when types.IsOfEndPoints(array.Type):
                Add(array, Known(target, Unfolded(element)));
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } when types.IsOfEndPoints(list.Type):
                Add(list, Known(target, Unfolded(element)));
                break;
        }
    }

    /// <summary>An endpoint is given another port, and so is the one in each sequence that it may have come from.</summary>
    public void ChangePort(Value endPoint)
    {
        foreach (var place in context.State.PlacesWhere(fact => fact is ElementFact { Element: var element }
            && endPoint.Facts.Contains(element)).ToList())
        {
            context.Store(place, Value.Of(ChangedElementsFact.Instance));
        }
    }

    /// <summary>A collection that is made from another one has its elements.</summary>
    public static Value CopyOf(Value[] arguments) =>
        arguments.FirstOrDefault(argument => ElementOf(argument) is not null) is { HasFacts: true } source ? source : Value.Unknown;

    /// <summary>A method of a collection or a query; null where it is none, or has nothing to do with endpoints.</summary>
    public Value? Call(IInvocationOperation call, Value instance, Value[] arguments)
    {
        var method = call.TargetMethod;
        if (!method.ContainingType.IsOfFramework() || method.MethodKind == MethodKind.DelegateInvoke)
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

        given = [.. given.Select(Unfolded)];

        if (operation is not null && !method.IsStatic && Keeps(method) && types.IsOfEndPoints(operation.Type)
            && call.Arguments.Any(argument => argument.Parameter is { RefKind: RefKind.None, Ordinal: var ordinal }
                && IsUnknown(argument.Value, Unfolded(arguments[ordinal]))))
        {
            Add(operation, Value.Of(ChangedElementsFact.Instance));
            return context.FromUnknown(call);
        }

        // Where no element is known, what stands in the place of the sequence may be the first endpoint of one.
        var all = given.Aggregate(With(Value.Unknown, sequence), With);
        if ((element is null || given.Any(HasEndPoints)) && HasEndPoints(all) && !TakesOut(method))
        {
            if (types.IsOfEndPoints(method.ReturnType))
            {
                return all;
            }

            if (operation is not null && !method.IsStatic && Keeps(method))
            {
                Add(operation, all);
                return context.FromUnknown(call);
            }
        }

        return element is { } taken ? Take(call, sequence, operation, taken) : null;
    }

    /// <summary>
    /// A method that is given code, to choose among the elements by or to make others of them: it yields what the code does.
    /// </summary>
    /// <remarks>
    /// Which elements a condition leaves out is unknown. An operation with a key selector returns any of them, or all in another order.
    /// </remarks>
    private Value Query(IInvocationOperation call, Value sequence, IOperation? operation, Value[] given)
    {
        var element = ElementOf(sequence) ?? Value.Unknown;
        var made = given.Select(argument => calls.Delegates.RunAll(call, argument, isCertain: false, element))
            .ToList()
            .Aggregate(Value.Unknown, With);
        Remove(call, operation);
        return made.HasFacts && types.IsOfEndPoints(call.TargetMethod.ReturnType) ? made
            : TakesOut(call.TargetMethod)
            || call.TargetMethod.Parameters.Any(parameter => ResultOf(parameter.Type) is { } result
                && !IsKey(result)) ? context.FromUnknown(call)
            : Chosen(call, sequence, element);
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
        return TakesOut(call.TargetMethod) ? context.FromUnknown(call) : Chosen(call, sequence, element);
    }

    /// <summary>The result of a method that is given no endpoint: some of the elements, judged by its type.</summary>
    private Value Chosen(IInvocationOperation call, Value sequence, Value element)
    {
        var yielded = call.TargetMethod.ReturnType;
        return types.IsEndPoint(yielded)
            || (yielded.SpecialType == SpecialType.System_Object
                && call.TargetMethod.ContainingType.SpecialType == SpecialType.System_Array) ? element
            : types.IsOfEndPoints(yielded) || types.YieldsEndPoints(yielded) ? sequence
            : context.FromUnknown(call);
    }

    /// <summary>Which ones are left is not followed.</summary>
    private void Remove(IInvocationOperation call, IOperation? sequence)
    {
        var method = call.TargetMethod;
        if (sequence is not null && !method.IsStatic
            && (method.Name == Clearing || (TakesOut(method) && method.Parameters.Any(parameter => IsCode(parameter.Type)))))
        {
            calls.Store(sequence, Value.Unknown);
        }
    }

    /// <summary>Whether a method that is given an element puts it into the collection. To ask for one yields an answer too.</summary>
    private static bool Keeps(IMethodSymbol method) =>
        method.Name.StartsWith(Adding, StringComparison.Ordinal)
        || method.Name.StartsWith(AddingIfItCan, StringComparison.Ordinal)
        || (method.ReturnsVoid && !method.Parameters.Any(parameter => parameter.Type is IArrayTypeSymbol));

    private static bool TakesOut(IMethodSymbol method) => Removing.Any(name => method.Name.StartsWith(name, StringComparison.Ordinal));

    /// <summary>A tuple stands for the endpoint in it.</summary>
    private Value Unfolded(Value value) =>
        value.OnlyObject is { Type: INamedTypeSymbol { IsTupleType: true } type } tuple && types.IsOfEndPoints(type)
            ? context.State.ValuesIn(tuple).FirstOrDefault(held => held.Facts.Any(fact => fact is EndPointFact))
            : value;

    private void Add(IOperation sequence, Value elements)
    {
        if ((HasEndPoints(elements) || IsChanged(elements)) && context.PlaceOf(sequence, context.State) is { } place)
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

    private static ITypeSymbol? ResultOf(ITypeSymbol type) =>
        ((type is INamedTypeSymbol { Name: "Expression", TypeArguments: [var code] }
            ? code
            : type) as INamedTypeSymbol)?.DelegateInvokeMethod?.ReturnType;

    /// <summary>Whether a result of this type is a sort key: not a condition, and not another endpoint.</summary>
    private bool IsKey(ITypeSymbol result) =>
        result.SpecialType != SpecialType.System_Boolean && !types.IsEndPoint(result) && !types.IsOfEndPoints(result);
}
