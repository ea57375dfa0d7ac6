using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>What expressions may be worth, whichever code has run: a variable is worth all that any code gives it.</summary>
internal sealed class StoredExpressions(SocketTypes types, SourceModels models, Func<INamedTypeSymbol, NamesInCode> namesOf)
{
    /// <summary>The variables and methods that one answer may lead through.</summary>
    private const int MaxAsked = 32;

    private readonly HashSet<ISymbol> _pending = new(SymbolEqualityComparer.Default);
    private ISymbol? _first;
    private int _asked;

    /// <summary>All that the variable is given: a field, an automatic property, or a local.</summary>
    public Value AllOf(ISymbol variable)
    {
        _first ??= variable;
        if (_pending.Contains(variable))
        {
            // What it has already is no more.
            return SymbolEqualityComparer.Default.Equals(variable, _first) ? Value.None : Value.Unknown;
        }

        if (++_asked > MaxAsked || variable.DeclaringSyntaxReferences is not [var reference])
        {
            return Value.Unknown;
        }

        var initial = reference.GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer: { Value: var value } } => Of(value),
            VariableDeclaratorSyntax or PropertyDeclarationSyntax { Initializer: null } => Value.None,
            PropertyDeclarationSyntax { Initializer.Value: var value } => Of(value),
            _ => Value.Unknown,
        };
        _pending.Add(variable);
        var all = Given(variable, initial);
        _pending.Remove(variable);
        return all;
    }

    public Value Of(ExpressionSyntax expression) =>
        models.Of(expression.SyntaxTree)?.GetOperation(expression.WithoutParentheses()) is { } operation ? Of(operation) : Value.Unknown;

    /// <summary>What the uses of a variable give it; of a sequence, what is put into it.</summary>
    private Value Given(ISymbol variable, Value initial)
    {
        var stores = new Stores(this, types, models, variable);
        foreach (var name in NamesAround(variable).Of(variable.Name))
        {
            if (initial.MayBeOther)
            {
                break;
            }

            initial = initial.Join(stores.At(name));
        }

        return initial;
    }

    private NamesInCode NamesAround(ISymbol variable) => variable is ILocalSymbol
        ? new([variable.ContainingSymbol.DeclaringSyntaxReferences.First()])
        : namesOf(variable.ContainingType.OriginalDefinition);

    /// <summary>What other names of a sequence put into it.</summary>
    public Value PutInto(ILocalSymbol alias)
    {
        if (++_asked > MaxAsked || !_pending.Add(alias))
        {
            return Value.Unknown;
        }

        var put = Given(alias, Value.None);
        _pending.Remove(alias);
        return put;
    }

    /// <summary>Whether the variable is what the question is about.</summary>
    public bool IsAsked(ISymbol? variable) => variable is not null && _pending.Contains(variable.OriginalDefinition);

    public Value Of(IOperation operation)
    {
        if (ConstantValues.OfConstant(operation) is { } constant)
        {
            return constant;
        }

        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null, Operand: var operand }:
                return Of(operand);
            case IParenthesizedOperation { Operand: var operand }:
                return Of(operand);
            case IThrowOperation:
                return Value.None;
            case IFieldReferenceOperation { Field: var field }:
                return ConstantValues.OfAddress(field)
                    ?? (IsOwn(field) && IsAskedFor(field.Type) ? AllOf(field.OriginalDefinition) : Value.Unknown);
            case ILocalReferenceOperation { Local: var local }:
                return IsAskedFor(local.Type) ? AllOf(local) : Value.Unknown;
            case ISimpleAssignmentOperation { Value: var assigned }:
                return Of(assigned);
            case IConditionalOperation { WhenTrue: var one, WhenFalse: { } other }:
                return Of(one).Join(Of(other));
            case ICoalesceOperation { Value: var one, WhenNull: var other }:
                return Of(one).Join(Of(other));
            case ICoalesceAssignmentOperation { Target: var one, Value: var other }:
                return Of(one).Join(Of(other));
            case ISwitchExpressionOperation { Arms: var arms }:
                return arms.Aggregate(Value.None, (all, arm) => all.Join(Of(arm.Value)));
            case IObjectCreationOperation creation:
                return Created(creation);
            case ITupleOperation { Elements: var parts }:
                return Elements(parts.Where(IsOfInterest));
            case IArrayCreationOperation { Type: var type } array when types.IsOfEndPoints(type):
                return Elements(array.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty);
            case { Syntax: CollectionExpressionSyntax }:
                return Elements(operation.ChildOperations);
            case { Syntax: SpreadElementSyntax { Expression: var spread } }:
                return Of(spread);
            case IInvocationOperation call:
                return Returned(call);
            default:
                return Value.Unknown;
        }
    }

    /// <summary>Numbers, endpoints and sequences of them.</summary>
    private bool IsAskedFor(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16 || types.IsEndPoint(type) || types.IsOfEndPoints(type);

    private static bool IsOwn(IFieldSymbol field) => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private;

    private Value Created(IObjectCreationOperation creation)
    {
        if (types.IsIPEndPoint(creation.Type))
        {
            return creation is { Arguments: [_, { Value: var port }], Initializer: null }
                ? ConstantValues.OfEndPoint(Value.Unknown, Of(port), creation.Syntax)
                : Value.Unknown;
        }

        return types.IsOfEndPoints(creation.Type) && (creation.Type as INamedTypeSymbol).IsOfFramework()
            ? Elements(creation.Arguments.Select(argument => argument.Value).Where(IsOfInterest)).Join(Initialized(creation.Initializer))
            : Value.Unknown;
    }

    /// <summary><c>new List&lt;IPEndPoint&gt; { … }</c>: each element is added by a call, or put at an index.</summary>
    private Value Initialized(IObjectOrCollectionInitializerOperation? initializer) =>
        (initializer?.Initializers ?? ImmutableArray<IOperation>.Empty).Aggregate(Value.None, (all, each) => all.Join(each switch
        {
            IInvocationOperation { Arguments: var added } => Elements(added.Select(argument => argument.Value).Where(IsOfInterest)),
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true }, Value: var put } =>
                Elements([put]),
            _ => Value.Unknown,
        }));

    /// <summary>A sequence of such elements. Of an empty one nothing is taken out.</summary>
    public Value Elements(IEnumerable<IOperation> elements) =>
        elements.Aggregate(Value.None, (all, element) => all.Join(AsElements(Of(element))));

    private static Value AsElements(Value value) => Value.Of(
        value.Facts.Select(fact => fact is EndPointFact endPoint ? new ElementFact(endPoint) : fact).Where(fact => fact is not NullFact),
        value.MayBeOther || value.Facts.Any(fact => fact is not (EndPointFact or ElementFact or NullFact)));

    /// <summary>An endpoint, or something that has some.</summary>
    public bool IsOfInterest(IOperation operation) =>
        (operation is IConversionOperation { Operand.Type: { } converted } ? converted : operation.Type) is var type
        && (types.IsEndPoint(type) || types.IsOfEndPoints(type));

    private Value Returned(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (types.IsIPEndPoint(method.ContainingType))
        {
            return method.Name == "Parse" && call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string text } }]
                ? ConstantValues.OfParsedEndPoint(text, call.Syntax)
                : Value.Unknown;
        }

        if (method.ContainingType.IsOfFramework())
        {
            return types.IsOfEndPoints(method.ReturnType) ? OfSequence(call) : Value.Unknown;
        }

        return !method.IsAbstract && !method.IsVirtual && !method.IsOverride && method.DeclaringSyntaxReferences is [var reference]
            && ++_asked <= MaxAsked && _pending.Add(method.OriginalDefinition)
                ? OfReturns(method, reference.GetSyntax())
                : Value.Unknown;
    }

    /// <summary>A query, or a copy: what code that it is given yields, or else some of the elements that it is made of.</summary>
    private Value OfSequence(IInvocationOperation call)
    {
        var given = call.Arguments.Select(argument => argument.Value).ToList();
        var made = Value.None;
        foreach (var code in given.OfType<IDelegateCreationOperation>())
        {
            // A condition leaves some of the elements out.
            var returns = code.Target is IAnonymousFunctionOperation { Body.Syntax: var body } ? ReturnsIn(body).ToList() : [];
            if (returns.Count == 0 || code.Type is not INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var yielded })
            {
                return Value.Unknown;
            }

            made = yielded.SpecialType == SpecialType.System_Boolean ? made
                : types.IsEndPoint(yielded) || types.IsOfEndPoints(yielded)
                    ? returns.Aggregate(made, (all, returned) => all.Join(AsElements(Of(returned))))
                : Value.Unknown;
        }

        var elements = made.IsNone ? Elements(given.Append(call.Instance!).Where(value => value is not null && IsOfInterest(value))) : made;
        return elements.IsNone ? Value.Unknown : elements;
    }

    private Value OfReturns(IMethodSymbol method, SyntaxNode declaration)
    {
        var returns = ReturnsIn(declaration).ToList();
        var yields = declaration.DescendantNodes()
            .OfType<YieldStatementSyntax>()
            .Select(statement => statement.Expression)
            .OfType<ExpressionSyntax>()
            .ToList();
        var value = yields.Count > 0 ? yields.Aggregate(Value.None, (all, yielded) => all.Join(AsElements(Of(yielded))))
            : returns.Count == 0 ? Value.Unknown
            : returns.Aggregate(Value.None, (all, returned) => all.Join(Of(returned)));
        _pending.Remove(method.OriginalDefinition);
        return value;
    }

    private static IEnumerable<ExpressionSyntax> ReturnsIn(SyntaxNode code) => code switch
    {
        ExpressionSyntax expression => [expression],
        MethodDeclarationSyntax { ExpressionBody.Expression: var expression } => [expression],
        LocalFunctionStatementSyntax { ExpressionBody.Expression: var expression } => [expression],
        _ => code
            .DescendantNodes(inner => inner == code || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .Select(statement => statement.Expression)
            .OfType<ExpressionSyntax>(),
    };
}
