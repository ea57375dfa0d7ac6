using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>
/// The code behind a member that is called like a test of the system. Where all of it can be seen, and nothing in it can tell one system
/// from another, the member tests something else, whatever it is called.
/// </summary>
/// <param name="models">What the code means.</param>
/// <param name="isGuard">Whether a member that is read tells the system by itself.</param>
internal sealed class GuardCode(SourceModels models, Func<ISymbol, bool> isGuard)
{
    private static readonly HashSet<string> TypesThatTell =
        ["AppContext", "Directory", "File", "NativeLibrary", "OperatingSystem", "OSPlatform", "PlatformID", "RuntimeInformation"];

    /// <summary>False where some of the code is out of sight.</summary>
    public bool AsksSomethingElse(ISymbol member) =>
        CodeOf(member) is { } code && !MayTellSystem(code, new(SymbolEqualityComparer.Default) { member });

    private bool MayTellSystem(IReadOnlyList<SyntaxNode> code, HashSet<ISymbol> seen) => code.Any(part =>
        models.Of(part.SyntaxTree)?.GetOperation(part is ExpressionSyntax expression
            ? expression.WithoutParentheses()
            : part) is not { } operation
        || operation.DescendantsAndSelf().Any(inner => MayTellSystem(inner, seen)));

    private bool MayTellSystem(IOperation operation, HashSet<ISymbol> seen) => operation switch
    {
        IInvocationOperation { TargetMethod: var method } =>
            method.Name.EndsWith("SocketOption", StringComparison.Ordinal) || method.IsExtern || Tells(method, method.ReturnType, seen),
        IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } reference => Tells(reference.Member, reference.Type, seen),
        IParameterReferenceOperation { Parameter.Type: var type } => IsAnswer(type),
        _ => false,
    };

    private bool Tells(ISymbol member, ITypeSymbol? type, HashSet<ISymbol> seen)
    {
        var definition = member.OriginalDefinition;
        if (definition.ContainingType.IsOfFramework())
        {
            return TypesThatTell.Contains(definition.ContainingType.Name)
                || definition is { Name: "OSVersion" or "GetEnvironmentVariable" };
        }

        return (SystemTests.IsYesOrNo(type!) && definition is not IMethodSymbol { Parameters.IsEmpty: false } && isGuard(definition))
            || (seen.Add(definition) && (CodeOf(definition) is { } code
                ? MayTellSystem(code, seen)
                : definition.DeclaringSyntaxReferences.IsEmpty && IsAnswer(type)));
    }

    /// <summary>A value of a type by which one asks for the system.</summary>
    private static bool IsAnswer(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Enum } || (type is not null && SystemTests.IsYesOrNo(type));

    /// <summary>All that the member yields; null where that cannot be seen.</summary>
    private static IReadOnlyList<SyntaxNode>? CodeOf(ISymbol member)
    {
        if (member.IsAbstract || member.IsVirtual || member.IsOverride
            || member.IsExtern || member.DeclaringSyntaxReferences is not [var reference])
        {
            return null;
        }

        return (member, reference.GetSyntax()) switch
        {
            (IMethodSymbol { PartialImplementationPart: { } implementation }, _) => CodeOf(implementation),
            (IMethodSymbol, BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null }) =>
                [reference.GetSyntax()],
            (IMethodSymbol, LocalFunctionStatementSyntax) => [reference.GetSyntax()],
            (IPropertySymbol, PropertyDeclarationSyntax { ExpressionBody: { } arrow }) => [arrow],
            (IPropertySymbol property, PropertyDeclarationSyntax declaration) => CodeOf(property, declaration),
            (IFieldSymbol { IsConst: false } field, VariableDeclaratorSyntax declarator)
                when field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private =>
                Assigned(field, declarator.Initializer),
            _ => null,
        };
    }

    private static List<SyntaxNode>? CodeOf(IPropertySymbol property, PropertyDeclarationSyntax declaration)
    {
        if (declaration.AccessorList?.Accessors.FirstOrDefault(
            accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) is not { } getter)
        {
            return null;
        }

        return getter.Body is not null || getter.ExpressionBody is not null ? [getter]
            : property.SetMethod is null
            || property.SetMethod.DeclaredAccessibility == Accessibility.Private ? Assigned(property, declaration.Initializer)
            : null;
    }

    /// <summary>All that the type's own code puts there; null where it puts nothing there, or by a way that is not followed.</summary>
    private static List<SyntaxNode>? Assigned(ISymbol member, EqualsValueClauseSyntax? initializer)
    {
        var values = new List<SyntaxNode>();
        if (initializer is not null)
        {
            values.Add(initializer.Value);
        }

        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in part.GetSyntax().DescendantNodes())
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax { Left: var target, Right: var value } when Names(target, member.Name):
                        values.Add(value);
                        break;
                    case AssignmentExpressionSyntax { Left: TupleExpressionSyntax { Arguments: var targets } }
                        when targets.Any(target => Names(target.Expression, member.Name)):
                    case ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument
                        when Names(argument.Expression, member.Name):
                        return null;
                }
            }
        }

        return values.Count > 0 ? values : null;
    }

    private static bool Names(ExpressionSyntax target, string member) => target.WithoutParentheses() switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == member,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == member,
        _ => false,
    };
}
