using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>What the uses of a variable give it: nothing where they only read it, anything where that is not in sight.</summary>
internal sealed class Stores(StoredExpressions expressions, SocketTypes types, SourceModels models, ISymbol variable)
{
    private readonly ITypeSymbol? _type = (variable as ILocalSymbol)?.Type ?? Initializers.TypeOf(variable);

    /// <summary>What stands at this name gives the variable.</summary>
    public Value At(IdentifierNameSyntax name)
    {
        var meaning = models.Of(name.SyntaxTree)?.GetSymbolInfo(name);
        if (meaning?.Symbol is not { } meant)
        {
            return Value.Unknown;
        }

        if (!SymbolEqualityComparer.Default.Equals(meant.OriginalDefinition, variable))
        {
            return Value.None;
        }

        ExpressionSyntax use = name;
        while (use.Parent is ExpressionSyntax around && IsSame(use, around))
        {
            use = around;
        }

        return Written(use) ?? (IsOpen ? AfterRead(use) : Value.None);
    }

    /// <summary>A sequence to which code may add something that has it.</summary>
    private bool IsOpen => types.IsOfEndPoints(_type) && !ReadOnlySequences.Are(_type);

    /// <summary><c>this.x</c>, <c>(x)</c> and <c>x!</c> are <c>x</c>.</summary>
    private static bool IsSame(ExpressionSyntax use, ExpressionSyntax around) => around switch
    {
        MemberAccessExpressionSyntax access => access.Name == use,
        ParenthesizedExpressionSyntax => true,
        PostfixUnaryExpressionSyntax suppressed => suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        _ => false,
    };

    /// <summary>The value that is written there, to the variable or to the port of the endpoint in it; null where none is.</summary>
    private Value? Written(ExpressionSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Left == use =>
            assignment.Kind() is SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression
                ? expressions.Of(assignment.Right)
                : Value.Unknown,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Port", Parent: AssignmentExpressionSyntax assignment } port
            when assignment.Left == port => IsZero(assignment.Right) ? Value.None : Value.Unknown,
        MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "Port",
            Parent: PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax,
        } => Value.Unknown,
        ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument => ByReference(argument),
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } tuple } argument
            when assignment.Left == tuple =>
            assignment.Right is TupleExpressionSyntax given && given.Arguments.Count == tuple.Arguments.Count
                ? expressions.Of(given.Arguments[tuple.Arguments.IndexOf(argument)].Expression)
                : Value.Unknown,
        RefExpressionSyntax or MakeRefExpressionSyntax or MemberBindingExpressionSyntax or ForEachVariableStatementSyntax => Value.Unknown,
        PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax => Value.Unknown,
        _ => null,
    };

    /// <summary>An exchange writes what it is given. Other code may write anything.</summary>
    private Value ByReference(ArgumentSyntax argument) =>
        argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword) ? Value.None
        : argument.Parent?.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: var given } syntax
            && given.IndexOf(argument) == 0
            && models.Of(syntax.SyntaxTree)?.GetSymbolInfo(syntax).Symbol is IMethodSymbol { ContainingType: var type, Name: var method }
            && type.Name is "Interlocked" or "Volatile"
            && type.IsOfFramework()
                ? method == "Read" ? Value.None : given.Count > 1 ? expressions.Of(given[1].Expression) : Value.Unknown
                : Value.Unknown;

    private bool IsZero(ExpressionSyntax number) => expressions.Of(number) is { MayBeOther: false, Facts: [NumberFact { Number: 0 }] };

    /// <summary>What is put into a sequence by the code that has read it; anything, if that is not in sight.</summary>
    private Value AfterRead(ExpressionSyntax use)
    {
        switch (use.Parent)
        {
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }:
                return Called(call);
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call }:
                return Called(call);
            case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element when assignment.Left == element:
                return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                    && models.Of(assignment.SyntaxTree)?.GetOperation(assignment.Right) is { } put
                    ? expressions.Elements([put])
                    : Value.Unknown;
            case ElementAccessExpressionSyntax { Parent: ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } }:
                return Value.Unknown;
            case MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or CommonForEachStatementSyntax or LockStatementSyntax:
            case ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax or ElementBindingExpressionSyntax }:
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }:
            case IsPatternExpressionSyntax { Pattern: var pattern }
                when !pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Any():
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax called } }
                when called.Identifier.ValueText == "nameof":
                return Value.None;
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                return Called(call);
            case ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation }:
                return models.Of(creation.SyntaxTree)?.GetTypeInfo(creation).Type is INamedTypeSymbol made && made.IsOfFramework()
                    ? Value.None
                    : Value.Unknown;
            case AssignmentExpressionSyntax { Left: var target } assignment when assignment.Right == use:
                return expressions.IsAsked(models.Of(target.SyntaxTree)?.GetSymbolInfo(target).Symbol) ? Value.None : Value.Unknown;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declared }:
                return models.Of(declared.SyntaxTree)?.GetDeclaredSymbol(declared) is ILocalSymbol alias
                    ? expressions.PutInto(alias)
                    : Value.Unknown;
            case ReturnStatementSyntax when variable is ILocalSymbol:
                return Value.None;
            case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                return ReadOnlySequences.Are(models.Of(use.SyntaxTree)?.GetTypeInfo(use).ConvertedType) ? Value.None : Value.Unknown;
            default:
                return Value.Unknown;
        }
    }

    /// <summary>
    /// A method of the framework keeps the endpoints that it is given. Other code may add any to a sequence, unless it can only read it.
    /// </summary>
    private Value Called(InvocationExpressionSyntax syntax)
    {
        if (models.Of(syntax.SyntaxTree)?.GetOperation(syntax) is not IInvocationOperation call)
        {
            return Value.Unknown;
        }

        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke || !call.TargetMethod.ContainingType.IsOfFramework())
        {
            return !IsVariable(call.Instance)
                && call.Arguments.All(argument => !IsVariable(argument.Value) || ReadOnlySequences.Are(argument.Parameter?.Type))
                ? Value.None
                : Value.Unknown;
        }

        var given = call.Arguments.Select(argument => argument.Value);
        var mayGiveAny = call.Arguments.Any(argument => argument.Parameter?.RefKind is RefKind.Ref)
            || (IsVariable(call.Instance) && call.Arguments.Any(MakesEndPoints));
        return mayGiveAny ? Value.Unknown
            : IsSearch(call.TargetMethod) ? Value.None
            : expressions.Elements(given.Where(value => expressions.IsOfInterest(value) && !IsVariable(value)));
    }

    /// <summary>What is asked for, or taken out, is not put in.</summary>
    private static bool IsSearch(IMethodSymbol method) =>
        method.ReturnType.SpecialType is SpecialType.System_Int32
        || method.Name.StartsWith("Contains", StringComparison.Ordinal)
        || method.Name.StartsWith("Remove", StringComparison.Ordinal)
        || method.Name.StartsWith("TryRemove", StringComparison.Ordinal);

    /// <summary>Code that is run where the sequence lacks an element.</summary>
    private bool MakesEndPoints(IArgumentOperation argument) =>
        argument.Parameter?.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnType: var made }
        && (types.IsEndPoint(made) || types.IsOfEndPoints(made));

    private bool IsVariable(IOperation? value)
    {
        var named = (value is IConversionOperation { Operand: var operand } ? operand : value) switch
        {
            IMemberReferenceOperation { Member: var member } => member.OriginalDefinition,
            ILocalReferenceOperation { Local: var local } => local,
            _ => null,
        };
        return SymbolEqualityComparer.Default.Equals(named, variable);
    }
}
