using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>
/// Splits <c>new TcpClient(endPoint)</c> into its parts, so that the option can go between: the endpoint, evaluated once; the
/// client, not bound; the option; the bind.
/// </summary>
internal static class ConstructorSplit
{
    /// <param name="constructor">The constructor.</param>
    /// <param name="between">
    /// What comes between the construction and the bind, given what to write before the name of a member of the socket.
    /// </param>
    /// <param name="pass">The document.</param>
    public static List<TextChange> GetEdits(
        BindingConstructor constructor, Func<string, IReadOnlyList<NewStatement>> between, FixPass pass) =>
        GetEdits(constructor, (prefix, endPoint) => [.. between(prefix), new NewStatement($"{prefix}Bind({endPoint});")], pass);

    /// <param name="constructor">The constructor.</param>
    /// <param name="bind">
    /// What follows the construction and binds, given what to write before the name of a member of the socket, and the endpoint.
    /// </param>
    /// <param name="pass">The document.</param>
    public static List<TextChange> GetEdits(
        BindingConstructor constructor, Func<string, string, IReadOnlyList<NewStatement>> bind, FixPass pass)
    {
        var edits = new List<TextChange>();
        var creation = constructor.Creation;
        var endPoint = constructor.Argument.Expression;
        var keepsItsName = IsStable(endPoint, pass.Model);
        var name = keepsItsName ? endPoint.ToString() : pass.FreshName("localEndPoint", creation);
        NewStatement[] declare = keepsItsName ? [] : [Declare(name, constructor, pass)];

        IReadOnlyList<NewStatement> Bind(string client) => bind($"{client}.Client.", name);

        if (creation.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax)
        {
            var client = pass.FreshName("client", creation);
            NewStatement[] statements = [.. declare, Keep(client, constructor, $"{name}.AddressFamily", pass), .. Bind(client)];

            if (creation.Parent is ReturnStatementSyntax returned)
            {
                StatementInsertion.Add(edits, pass, returned, before: statements, after: []);
                edits.Add(new TextChange(creation.Span, client));
            }
            else
            {
                ExpressionBody.TryExpand(edits, pass, creation, before: statements, returned: client);
            }

            return edits;
        }

        var (place, holder) = HolderOf(creation, constructor.TcpClient, pass.Model);

        if (place is null || holder is null)
        {
            return edits;
        }

        switch (place)
        {
            case ExpressionSyntax body:
                if (!ExpressionBody.TryExpand(edits, pass, body, before: declare, after: Bind(holder)))
                {
                    return edits;
                }

                break;
            case UsingStatementSyntax block when declare.Length == 0 || !StatementInsertion.IsEmbedded(block):
                StatementInsertion.Add(edits, pass, block, before: declare, after: []);
                AddFirst(edits, pass, block.Statement, Bind(holder));
                break;
            case UsingStatementSyntax:
                // A local before a `using` that stands under another one, or under an `if`: all of it would have to be nested again.
                return edits;
            case StatementSyntax statement:
                StatementInsertion.Add(edits, pass, statement, declare, Bind(holder));
                break;
        }

        edits.Add(new TextChange(constructor.Argument.Span, $"{name}.AddressFamily"));

        return edits;
    }

    /// <summary>
    /// The statement, or the body that is an expression, that keeps the new client, and how the code calls it from then on.
    /// </summary>
    private static (SyntaxNode? Place, string? Client) HolderOf(
        ExpressionSyntax creation, INamedTypeSymbol tcpClient, SemanticModel model)
    {
        var (place, client, symbol) = creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } declarator }
                when declaration.Variables.Count == 1 =>
                (declaration.Parent, declarator.Identifier.Text, model.GetDeclaredSymbol(declarator)),

            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax } assignment
                when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                && assignment.Right == creation
                && SideEffects.CanRepeat(assignment.Left) =>
                (assignment.Parent as StatementSyntax
                    ?? (SyntaxNode)assignment, assignment.Left.ToString(), model.GetSymbolInfo(assignment.Left).Symbol),

            _ => default((SyntaxNode?, string, ISymbol?)),
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

        return place is LocalDeclarationStatementSyntax or UsingStatementSyntax or ExpressionStatementSyntax or AssignmentExpressionSyntax
            && SymbolEqualityComparer.Default.Equals(type, tcpClient)
                ? (place, client)
                : default;
    }

    private static void AddFirst(List<TextChange> edits, FixPass pass, StatementSyntax body, IReadOnlyList<NewStatement> statements)
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

    /// <summary>The construction, kept in a local of its own.</summary>
    private static NewStatement Keep(string client, BindingConstructor constructor, string family, FixPass pass)
    {
        var creation = constructor.Creation;
        var (start, argument, end) = (creation.SpanStart, constructor.Argument.Span, creation.Span.End);
        var code = pass.Text.ToString(TextSpan.FromBounds(start, argument.Start))
            + family + pass.Text.ToString(TextSpan.FromBounds(argument.End, end));
        var type = creation is ObjectCreationExpressionSyntax ? "var" : TypeName.At(start, constructor.TcpClient, pass.Model);

        return pass.Layout.Again($"{type} {client} = {code};", start);
    }

    // A `var` only where the type can be read off.
    public static NewStatement Declare(string name, BindingConstructor constructor, FixPass pass)
    {
        var value = constructor.Argument.Expression;
        var type = value is ObjectCreationExpressionSyntax
            ? "var"
            : TypeName.At(constructor.Creation.SpanStart, constructor.EndPointType, pass.Model);

        return new NewStatement($"{type} {name} = {value};");
    }

    /// <summary>Can be read three times in a row, and is the same each time.</summary>
    public static bool IsStable(ExpressionSyntax endPoint, SemanticModel model) =>
        endPoint is IdentifierNameSyntax or MemberAccessExpressionSyntax
            && SideEffects.CanRepeat(endPoint)
            && model.GetSymbolInfo(endPoint).Symbol is ILocalSymbol or IParameterSymbol or IFieldSymbol { IsReadOnly: true };
}
