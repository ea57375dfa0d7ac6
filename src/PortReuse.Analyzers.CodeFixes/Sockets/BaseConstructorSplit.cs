using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>
/// Splits the <c>: base(endPoint)</c> of a class that extends <c>TcpClient</c>: the base gets the family alone, and the constructor begins
/// with the option and the bind.
/// </summary>
internal static class BaseConstructorSplit
{
    public static List<TextChange> GetEdits(ConstructorInitializerSyntax initializer, OptionStatement option, FixPass pass)
    {
        var edits = new List<TextChange>();

        if (!initializer.ThisOrBaseKeyword.IsKind(SyntaxKind.BaseKeyword)
            || initializer.ArgumentList.Arguments is not { Count: 1 } arguments
            || pass.Model.GetSymbolInfo(initializer).Symbol
                is not IMethodSymbol { ContainingType: var type, Parameters: { Length: 1 } parameters }
            || !pass.Model.IsTcpClient(type)
            || parameters[0].Type.Name != "IPEndPoint"
            || initializer.Parent is not ConstructorDeclarationSyntax declaration
            || FamilyOf(arguments[0].Expression, pass.Model) is not { } family)
        {
            return edits;
        }

        var endPoint = arguments[0].Expression;

        var statements = option.SetAndBind("Client.", endPoint.ToString(), pass, declaration.SpanStart);

        if (declaration.Body is { } block)
        {
            StatementInsertion.AddFirst(edits, pass, block, statements);
        }
        else if (declaration.ExpressionBody is not { Expression: var body }
            || !ExpressionBody.TryExpand(edits, pass, body, before: statements))
        {
            return edits;
        }

        edits.Add(new TextChange(arguments[0].Span, family));
        edits.AddRange(option.Imports(pass, declaration.SpanStart));

        return edits;
    }

    /// <summary>The family, of an endpoint that can be written twice.</summary>
    private static string? FamilyOf(ExpressionSyntax endPoint, SemanticModel model)
    {
        if (SideEffects.CanRepeat(endPoint))
        {
            return $"{endPoint}.AddressFamily";
        }

        return endPoint is ObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: { Count: 2 } arguments }
            && SideEffects.CanDrop(endPoint, model)
            && SideEffects.CanRepeat(arguments[0].Expression)
            && model.GetTypeInfo(arguments[0].Expression).Type is { Name: "IPAddress" }
                ? $"{arguments[0].Expression}.AddressFamily"
                : null;
    }
}
