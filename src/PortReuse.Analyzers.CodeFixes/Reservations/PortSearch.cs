using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Reservations;

/// <summary>
/// A local variable that holds a socket to find a port by, and nothing else: it is set up, bound, asked for its port, and closed. Of a
/// socket that is used in any other way there is none.
/// </summary>
internal sealed class PortSearch
{
    private static readonly HashSet<string> Setup =
        ["Start", "Listen", "Bind", "SetSocketOption", "SetRawSocketOption", "AllowNatTraversal"];

    private static readonly HashSet<string> Closes = ["Stop", "Close", "Dispose"];

    private readonly FixPass _pass;
    private readonly List<StatementSyntax> _needless = [];
    private readonly List<MemberAccessExpressionSyntax> _reads = [];
    private readonly List<StatementSyntax> _closes = [];
    private readonly List<ExpressionSyntax> _endPoints = [];

    private PortSearch(FixPass pass, StatementSyntax declaration, VariableDeclaratorSyntax variable, ExpressionSyntax creation)
    {
        _pass = pass;
        Declaration = declaration;
        Variable = variable;
        Creation = creation;
    }

    /// <summary>The declaration of the variable, or the <c>using</c> statement that has it.</summary>
    public StatementSyntax Declaration { get; }

    public VariableDeclaratorSyntax Variable { get; }

    public ExpressionSyntax Creation { get; }

    /// <summary>The statements that only the socket needs.</summary>
    public IReadOnlyList<StatementSyntax> Needless => _needless;

    /// <summary>Where the endpoint is read: <c>listener.LocalEndpoint</c>, <c>socket.LocalEndPoint</c>.</summary>
    public IReadOnlyList<MemberAccessExpressionSyntax> Reads => _reads;

    /// <summary>The one statement that closes the socket; null where a <c>using</c> does.</summary>
    public StatementSyntax? Close => _closes is [var close] ? close : null;

    /// <summary>The address that the port is looked for on.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Null where the variable is used for more.</summary>
    /// <param name="pass">The document.</param>
    /// <param name="creation">What makes the socket.</param>
    public static PortSearch? TryCreate(FixPass pass, SyntaxNode creation)
    {
        if (creation is not ExpressionSyntax { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } } made
            || variable.Parent is not VariableDeclarationSyntax { Variables.Count: 1, Parent: StatementSyntax declaration }
            || Using(declaration) is not { } isUsing
            || StatementInsertion.IsEmbedded(declaration)
            || pass.Model.GetDeclaredSymbol(variable) is not ILocalSymbol local
            || pass.HasDirectives(declaration.Parent!.Span))
        {
            return null;
        }

        var search = new PortSearch(pass, declaration, variable, made);
        var uses = declaration.Parent.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(pass.Model.GetSymbolInfo(name).Symbol, local));
        return uses.All(search.Take)
            && search._reads.Count > 0
            && search._closes.Count == (isUsing ? 0 : 1)
            && search._closes.All(close => !StatementInsertion.IsEmbedded(close))
            && search.FindAddress()
                ? search
                : null;
    }

    /// <summary>Whether a <c>using</c> closes what is declared; null where it is another declaration, or cannot be taken apart.</summary>
    private static bool? Using(StatementSyntax declaration) => declaration switch
    {
        LocalDeclarationStatementSyntax local when local.AwaitKeyword.IsKind(SyntaxKind.None) =>
            !local.UsingKeyword.IsKind(SyntaxKind.None),
        UsingStatementSyntax { Statement: BlockSyntax } block when block.AwaitKeyword.IsKind(SyntaxKind.None)
            && !block.DescendantTrivia(TextSpan.FromBounds(block.SpanStart, block.Statement.SpanStart)).Any(Layout.IsComment) => true,
        _ => null,
    };

    private bool Take(IdentifierNameSyntax name)
    {
        ExpressionSyntax socket = name;
        while (socket.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Server" } server && server.Expression == socket)
        {
            socket = server;
        }

        if (socket.Parent is not MemberAccessExpressionSyntax access || access.Expression != socket)
        {
            return false;
        }

        var member = access.Name.Identifier.ValueText;
        switch (access.Parent)
        {
            case InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } call when AreDroppable(call.ArgumentList):
                if (member == "Bind" && call.ArgumentList.Arguments is [{ Expression: var endPoint }])
                {
                    _endPoints.Add(endPoint);
                }

                (Closes.Contains(member) ? _closes : _needless).Add(statement);
                return Closes.Contains(member) || Setup.Contains(member);
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement, Right: var value } assignment
                when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
                    && assignment.Left == access
                    && SideEffects.CanDrop(value, _pass.Model):
                _needless.Add(statement);
                return true;
            default:
                _reads.Add(access);
                return member is "LocalEndPoint" or "LocalEndpoint";
        }
    }

    private bool AreDroppable(ArgumentListSyntax? arguments) =>
        arguments?.Arguments.All(argument => SideEffects.CanDrop(argument.Expression, _pass.Model)) != false;

    private bool FindAddress()
    {
        var given = Creation switch
        {
            BaseObjectCreationExpressionSyntax { Initializer: null } made => made.ArgumentList,
            BaseObjectCreationExpressionSyntax { Initializer.Expressions: var set } made when set.All(IsDroppable) => made.ArgumentList,
            _ => null,
        };
        if (given is null || !AreDroppable(given) || _pass.Model.GetTypeInfo(Creation).Type is not { } type)
        {
            return false;
        }

        var address = (type.Name, given.Arguments.Select(argument => argument.Expression).ToList(), _endPoints) switch
        {
            ("TcpListener", [var at, _], []) => at,
            ("TcpListener", [var at], []) => AddressOf(at),
            ("Socket", _, [var at]) => AddressOf(at),
            _ => null,
        };
        Address = address is null ? "" : OneLine.Of(address);
        return address is not null && !given.Arguments.Any(argument => argument.NameColon is not null);
    }

    private bool IsDroppable(ExpressionSyntax setting) =>
        setting is AssignmentExpressionSyntax { Right: var value } && SideEffects.CanDrop(value, _pass.Model);

    /// <summary>The address that an endpoint is made of where it is bound.</summary>
    private static ExpressionSyntax? AddressOf(ExpressionSyntax endPoint) =>
        endPoint is BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList.Arguments: [{ NameColon: null } address, _] }
            ? address.Expression
            : null;
}
