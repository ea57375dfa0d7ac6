using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes;

/// <summary>
/// Splits <c>new TcpClient(endPoint)</c> into its parts, so that the option can go between: the endpoint, evaluated once; the
/// client, not bound; the option; the bind.
/// </summary>
internal static class ConstructorSplit
{
    public static List<TextChange> GetEdits(BindingConstructor constructor, SocketOption option, FixPass pass)
    {
        var edits = new List<TextChange>();
        var creation = constructor.Creation;
        var endPoint = constructor.Argument.Expression;
        var position = creation.SpanStart;

        var (statement, client) = HolderOf(creation, constructor.TcpClient, pass.Model);

        if (statement is null || client is null)
        {
            return edits;
        }

        var keepsItsName = IsStable(endPoint, pass.Model);
        var name = keepsItsName ? endPoint.ToString() : pass.FreshName("localEndPoint", creation);
        NewStatement[] declare = keepsItsName ? [] : [Declare(name, constructor, pass)];
        NewStatement[] bind = [option.Set($"{client}.Client.", pass, position), new NewStatement($"{client}.Client.Bind({name});")];

        if (statement is not UsingStatementSyntax block)
        {
            StatementInsertion.Add(edits, pass, statement, declare, bind);
        }
        else if (declare.Length == 0 || !StatementInsertion.IsEmbedded(block))
        {
            StatementInsertion.Add(edits, pass, block, before: declare, after: []);
            AddFirst(edits, pass, block.Statement, bind);
        }
        else
        {
            // A local before a `using` that stands under another one, or under an `if`: all of it would have to be nested anew.
            return edits;
        }

        edits.Add(new TextChange(constructor.Argument.Span, $"{name}.AddressFamily"));
        edits.AddRange(option.Imports(pass, position));

        return edits;
    }

    /// <summary>The statement that keeps the new client, and how the code calls it from then on.</summary>
    private static (StatementSyntax? Statement, string? Client) HolderOf(
        ExpressionSyntax creation, INamedTypeSymbol tcpClient, SemanticModel model)
    {
        var (statement, client, symbol) = creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator }
                when declaration.Variables.Count == 1
                => (declaration.Parent as StatementSyntax, declarator.Identifier.Text, model.GetDeclaredSymbol(declarator)),

            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax assign } assignment
                when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                && assignment.Right == creation
                && SideEffects.CanRepeat(assignment.Left)
                => (assign, assignment.Left.ToString(), model.GetSymbolInfo(assignment.Left).Symbol),

            _ => default((StatementSyntax?, string, ISymbol?)),
        };

        // The holder must know its client for one: through an `object` or an `IDisposable`, there is no `Client` to bind.
        var type = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
            _ => null,
        };

        return statement is LocalDeclarationStatementSyntax or UsingStatementSyntax or ExpressionStatementSyntax
            && SymbolEqualityComparer.Default.Equals(type, tcpClient)
                ? (statement, client)
                : default;
    }

    private static void AddFirst(List<TextChange> edits, FixPass pass, StatementSyntax body, NewStatement[] statements)
    {
        if (body is BlockSyntax block)
        {
            StatementInsertion.AddFirst(edits, pass, block, statements);
        }
        else
        {
            StatementInsertion.Add(edits, pass, body, before: statements, after: []);
        }
    }

    // A `var` only where the type can be read off.
    private static NewStatement Declare(string name, BindingConstructor constructor, FixPass pass)
    {
        var value = constructor.Argument.Expression;
        var type = value is ObjectCreationExpressionSyntax
            ? "var"
            : TypeName.At(constructor.Creation.SpanStart, constructor.EndPointType, pass.Model);

        return new NewStatement($"{type} {name} = {value};");
    }

    /// <summary>Can be read three times in a row, and is the same each time.</summary>
    private static bool IsStable(ExpressionSyntax endPoint, SemanticModel model)
        => endPoint is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && SideEffects.CanRepeat(endPoint)
            && model.GetSymbolInfo(endPoint).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol { IsReadOnly: true };
}
