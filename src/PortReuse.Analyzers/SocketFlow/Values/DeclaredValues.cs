using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Symbols;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>
/// What follows from a declaration alone: what a read-only field holds, where no constructor assigns another value than its
/// initializer does, and which systems a member that guards others tells of.
/// </summary>
internal sealed class DeclaredValues(SocketTypes types, SourceModels models)
{
    private readonly Dictionary<ISymbol, Value> _values = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Value> _guards = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// What is being worked out, each for the one before it; and the first of them that has been asked for once more meanwhile.
    /// </summary>
    private readonly List<(Dictionary<ISymbol, Value> Known, ISymbol Member)> _pending = [];
    private int _firstAskedAgain = int.MaxValue;

    private GuardCode? _guardCode;

    private GuardCode GuardCode => _guardCode ??= new(models, member => GuardOf(member).HasFacts);

    public Value ValueOf(IFieldSymbol field) => Once(_values, field, () => Evaluate(field));

    /// <summary>
    /// The test of the system that a property, a method or a field of type <c>bool</c> stands for: by its attribute, or by the
    /// one expression that it returns.
    /// </summary>
    /// <remarks>
    /// By its name only where it is not to be seen what it does, or that is more than is followed and may have to do with the system.
    /// </remarks>
    public Value GuardOf(ISymbol member)
    {
        var definition = member.OriginalDefinition;
        return Once(_guards, definition, () =>
            SystemTests.GuardedBy(definition) is { } guard ? Value.Of(guard)
            : OfReturned(definition) is { HasFacts: true } returned ? returned
            : GuardNames.Of(definition.Name) is { } named && !GuardCode.AsksSomethingElse(definition) ? Value.Of(named)
            : Value.Unknown);
    }

    /// <summary>
    /// A definition in terms of itself, directly or through others, is no value: the answer would depend on the first question.
    /// </summary>
    private Value Once(Dictionary<ISymbol, Value> known, ISymbol member, Func<Value> find)
    {
        if (known.TryGetValue(member, out var value))
        {
            return value;
        }

        var index = _pending.FindIndex(pending => pending.Known == known && SymbolEqualityComparer.Default.Equals(pending.Member, member));
        if (index >= 0)
        {
            _firstAskedAgain = Math.Min(_firstAskedAgain, index);
            return Value.Unknown;
        }

        index = _pending.Count;
        _pending.Add((known, member));
        value = find();
        _pending.RemoveAt(index);
        if (_firstAskedAgain <= index)
        {
            value = Value.Unknown;
            _firstAskedAgain = _firstAskedAgain == index ? int.MaxValue : _firstAskedAgain;
        }

        return known[member] = value;
    }

    /// <summary>The value of a property or method that always returns the same; none if that is not certain.</summary>
    public Value OfReturned(ISymbol member)
    {
        if (member is IFieldSymbol field)
        {
            return field.IsReadOnly ? ValueOf(field) : Value.Unknown;
        }

        var returned = member.IsAbstract || member.IsVirtual || member.IsOverride || member.DeclaringSyntaxReferences is not [var reference]
            ? null
            : ReturnedExpression.Of(reference.GetSyntax());
        return returned is not null && models.Of(returned.SyntaxTree)?.GetOperation(returned.WithoutParentheses()) is { } operation
            ? Evaluate(operation)
            : Value.Unknown;
    }

    private Value Evaluate(IFieldSymbol field)
    {
        if (field.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } initializer }
            || IsAssignedByConstructor(field)
            || (ZeroBytes.IsRow(field.Type) && MayBeWritten(field)))
        {
            return Value.Unknown;
        }

        return models.Of(initializer.SyntaxTree)?.GetOperation(initializer.WithoutParentheses()) is { } operation
            ? Evaluate(operation)
            : Value.Unknown;
    }

    /// <summary>An initializer has no flow: it is read as an expression.</summary>
    private Value Evaluate(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: bool always })
        {
            return Value.Of(always ? new SystemTestFact(Systems.All, Systems.None) : new SystemTestFact(Systems.None, Systems.All));
        }

        if (ConstantValues.OfConstant(operation) is { } constant)
        {
            return constant;
        }

        if (ZeroBytes.AreMadeBy(operation))
        {
            return ZeroBytes.Value;
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IFieldReferenceOperation { Field: var field }:
                return ConstantValues.OfAddress(field)
                    ?? (field.Type.SpecialType == SpecialType.System_Boolean ? GuardOf(field)
                        : field.IsReadOnly ? ValueOf(field)
                        : Value.Unknown);
            case IInvocationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }] } parse
                when parse.TargetMethod.Name == "Parse" && types.IsIPAddress(parse.TargetMethod.ContainingType):
                return ConstantValues.OfParsedAddress(text);
            case IPropertyReferenceOperation { Property: { Type.SpecialType: SpecialType.System_Boolean } property }:
                return GuardOf(property);
            case IObjectCreationOperation { Arguments: [var address, var port], Initializer: null } creation
                when types.IsIPEndPoint(creation.Type):
                return ConstantValues.OfEndPoint(Evaluate(address.Value), Evaluate(port.Value), creation.Syntax);
            case IInvocationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string endPoint } }] } call
                when call.TargetMethod.Name == "Parse" && types.IsIPEndPoint(call.TargetMethod.ContainingType):
                return ConstantValues.OfParsedEndPoint(endPoint, call.Syntax);
            case IInvocationOperation call when SystemTests.Of(call) is { } test:
                return Value.Of(test);
            case IInvocationOperation { TargetMethod: { ReturnType.SpecialType: SpecialType.System_Boolean,
                Parameters.IsEmpty: true } method }:
                return GuardOf(method);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both:
                return Combine(both, (left, right) => new(left.WhenTrue & right.WhenTrue, left.WhenFalse | right.WhenFalse));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either:
                return Combine(either, (left, right) => new(left.WhenTrue | right.WhenTrue, left.WhenFalse & right.WhenFalse));
            case IBinaryOperation comparison when SystemTests.Of(comparison) is { } compared:
                return Value.Of(compared);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return SystemTests.Not(Evaluate(not.Operand));
            default:
                return Value.Unknown;
        }
    }

    private Value Combine(IBinaryOperation operation, Func<SystemTestFact, SystemTestFact, SystemTestFact> combine)
    {
        var combined = combine(TestOf(operation.LeftOperand), TestOf(operation.RightOperand));
        return combined is { WhenTrue: Systems.All, WhenFalse: Systems.All } ? Value.Unknown : Value.Of(combined);
    }

    /// <summary>A condition that has nothing to do with the system can be true and false on each.</summary>
    private SystemTestFact TestOf(IOperation operand) =>
        Evaluate(operand) is { MayBeOther: false, Facts: [SystemTestFact test] } ? test : new(Systems.All, Systems.All);

    /// <summary>Whether the array may hold something else than its initializer says: code of the type does more than to read it.</summary>
    private bool MayBeWritten(IFieldSymbol field) =>
        (!field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private)
        || field.ContainingType.DeclaringSyntaxReferences
            .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(name => name.Identifier.ValueText == field.Name
                && models.Of(name.SyntaxTree) is { } model
                && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, field)
                && ZeroBytes.IsWritable(model.GetTypeInfo(name.Parent is MemberAccessExpressionSyntax access && access.Name == name
                    ? access
                    : name).ConvertedType));

    private bool IsAssignedByConstructor(IFieldSymbol field) => AssignedNames
        .In(field.ContainingType.Constructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences)
            .SelectMany(reference => reference.GetSyntax().DescendantNodes()))
        .Any(name => AssignedNames.Means(name, field, models.Of, KeptForAll.NeverCancelled));
}
