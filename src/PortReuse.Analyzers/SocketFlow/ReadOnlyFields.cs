using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>
/// What a read-only field of this compilation holds: its initializer, where no constructor assigns another value.
/// </summary>
internal sealed class ReadOnlyFields(SocketTypes types)
{
    private readonly Dictionary<IFieldSymbol, Value> _values = new(SymbolEqualityComparer.Default);

    public Value ValueOf(IFieldSymbol field)
    {
        if (!_values.TryGetValue(field, out var value))
        {
            // A field whose initializer reads the field itself ends here.
            _values[field] = Value.Unknown;
            value = Evaluate(field);
            _values[field] = value;
        }

        return value;
    }

    private Value Evaluate(IFieldSymbol field)
    {
        if (field.DeclaringSyntaxReferences is not [var reference]
            || reference.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } initializer }
            || IsAssignedByConstructor(field))
        {
            return Value.Unknown;
        }

        var model = types.Compilation.GetSemanticModel(initializer.SyntaxTree);
        return model.GetOperation(initializer) is { } operation ? Evaluate(operation) : Value.Unknown;
    }

    /// <summary>An initializer has no flow: it is read as an expression.</summary>
    private Value Evaluate(IOperation operation)
    {
        if (KnownValues.OfConstant(operation) is { } constant)
        {
            return constant;
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Evaluate(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IFieldReferenceOperation { Field: var field }:
                return KnownValues.OfAddress(field) ?? (field.IsReadOnly ? ValueOf(field) : Value.Unknown);
            case IObjectCreationOperation { Arguments: [var address, var port], Initializer: null } creation
                when types.IsIPEndPoint(creation.Type):
                return KnownValues.OfEndPoint(Evaluate(address.Value), Evaluate(port.Value), creation.Syntax);
            case IInvocationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string text } }] } call
                when call.TargetMethod.Name == "Parse" && types.IsIPEndPoint(call.TargetMethod.ContainingType):
                return KnownValues.OfParsedEndPoint(text, call.Syntax);
            case IInvocationOperation call when SystemTests.Of(call) is { } systems:
                return Value.Of(new SystemTestFact(systems));
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return SystemTests.Not(Evaluate(not.Operand));
            default:
                return Value.Unknown;
        }
    }

    private static bool IsAssignedByConstructor(IFieldSymbol field)
    {
        foreach (var constructor in field.ContainingType.Constructors)
        {
            foreach (var reference in constructor.DeclaringSyntaxReferences)
            {
                var assignments = reference.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>();
                var arguments = reference.GetSyntax().DescendantNodes().OfType<ArgumentSyntax>();
                if (assignments.Any(assignment => Names(assignment.Left, field.Name))
                    || arguments.Any(argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && Names(argument.Expression, field.Name)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Names(ExpressionSyntax target, string field) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == field,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == field,
        TupleExpressionSyntax tuple => tuple.Arguments.Any(argument => Names(argument.Expression, field)),
        _ => false,
    };
}
