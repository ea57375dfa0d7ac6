using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>
/// Which fields and properties of a type its own code sets anywhere but in a constructor, by their names alone. What the
/// constructors leave in the others is what every member finds.
/// </summary>
internal sealed class AssignedMembers(INamedTypeSymbol type, CancellationToken cancellation)
{
    private HashSet<string>? _names;

    public bool Mention(ISymbol member) => (_names ??= FindNames()).Contains(member.Name);

    private HashSet<string> FindNames()
    {
        var names = new HashSet<string>();
        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes(inner => inner is not ConstructorDeclarationSyntax))
            {
                switch (node)
                {
                    case AssignmentExpressionSyntax assignment:
                        Add(assignment.Left);
                        break;
                    case ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument:
                        Add(argument.Expression);
                        break;
                    case PrefixUnaryExpressionSyntax { Operand: var operand }:
                        Add(operand);
                        break;
                    case PostfixUnaryExpressionSyntax { Operand: var operand }:
                        Add(operand);
                        break;
                }
            }
        }

        return names;

        void Add(ExpressionSyntax target)
        {
            switch (target.WithoutParentheses())
            {
                case IdentifierNameSyntax name:
                    names.Add(name.Identifier.ValueText);
                    break;
                case MemberAccessExpressionSyntax access:
                    // "_local.Port = port" sets the port of what the field holds.
                    names.Add(access.Name.Identifier.ValueText);
                    Add(access.Expression);
                    break;
                case TupleExpressionSyntax tuple:
                    foreach (var element in tuple.Arguments)
                    {
                        Add(element.Expression);
                    }

                    break;
            }
        }
    }
}
