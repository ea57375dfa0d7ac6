using System.Net.Sockets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>
/// Binds of sockets that show at a glance that they are no TCP: <c>var socket = new Socket(family, SocketType.Dgram, protocol);
/// socket.Bind(local)</c>. No rule concerns such a bind, wherever the socket goes.
/// </summary>
internal static class DatagramBinds
{
    /// <summary>Whether the word is a call on a local variable that never holds anything but a new datagram socket.</summary>
    public static bool IsOne(SyntaxToken word) =>
        word.ValueText == nameof(Socket.Bind)
        && word.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access }
        && access.Expression is IdentifierNameSyntax { Identifier.ValueText: var name }
        && word.Parent.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member
        && OnlyDeclarationOf(name, member) is { Initializer.Value: BaseObjectCreationExpressionSyntax creation } variable
        && CreatesDatagramSocket(creation)
        && ScopeOf(variable)?.Span.Contains(word.Span) == true;

    private static VariableDeclaratorSyntax? OnlyDeclarationOf(string name, SyntaxNode member)
    {
        VariableDeclaratorSyntax? found = null;
        foreach (var node in member.DescendantNodes())
        {
            switch (node)
            {
                case VariableDeclaratorSyntax variable when variable.Identifier.ValueText == name:
                    if (found is not null)
                    {
                        return null;
                    }

                    found = variable;
                    break;
                case ParameterSyntax parameter when parameter.Identifier.ValueText == name:
                case SingleVariableDesignationSyntax designation when designation.Identifier.ValueText == name:
                case ForEachStatementSyntax loop when loop.Identifier.ValueText == name:
                case IdentifierNameSyntax use when use.Identifier.ValueText == name && MayBeWritten(use):
                    return null;
            }
        }

        return found;
    }

    private static bool MayBeWritten(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) || argument.Parent is TupleExpressionSyntax,
        RefExpressionSyntax => true,
        _ => false,
    };

    private static bool CreatesDatagramSocket(BaseObjectCreationExpressionSyntax creation) =>
        creation.ArgumentList?.Arguments.Any(argument =>
            argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Dgram", Expression: var type }
            && ((type as MemberAccessExpressionSyntax)?.Name
                ?? type) is IdentifierNameSyntax { Identifier.ValueText: "SocketType" }) == true;

    private static SyntaxNode? ScopeOf(VariableDeclaratorSyntax variable) => variable.Parent?.Parent is UsingStatementSyntax statement
        ? statement
        : variable.FirstAncestorOrSelf<BlockSyntax>();
}
