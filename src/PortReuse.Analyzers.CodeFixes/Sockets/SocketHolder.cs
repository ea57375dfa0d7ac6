using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.CodeFixes.Editing;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>The variable, field or property that holds a socket or a <c>TcpClient</c>, and can be given another one.</summary>
internal sealed class SocketHolder
{
    private SocketHolder(ExpressionSyntax expression, string read, ISymbol symbol, bool isClient)
    {
        Expression = expression;
        Read = read;
        Symbol = symbol;
        IsClient = isClient;
    }

    public ExpressionSyntax Expression { get; }

    /// <summary>The target to which another socket is assigned.</summary>
    public string Name => Expression.ToString();

    /// <summary>The socket that is there, with the <c>!</c> that the code says of it.</summary>
    public string Read { get; }

    public ISymbol Symbol { get; }

    /// <summary>A <c>TcpClient</c>, and not a socket itself.</summary>
    public bool IsClient { get; }

    /// <summary>Its declaration, if it is a local variable.</summary>
    public VariableDeclaratorSyntax? Declarator =>
        Symbol is ILocalSymbol ? Symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as VariableDeclaratorSyntax : null;

    /// <summary>Null if another socket cannot be put there, or other code would go on with the old one.</summary>
    public static SocketHolder? TryCreate(FixPass pass, ExpressionSyntax receiver)
    {
        if (receiver is MemberAccessExpressionSyntax { Name.Identifier.Text: "Client" } client
            && pass.Model.GetTypeInfo(client.Expression).Type is { } owner
            && pass.Model.IsTcpClient(owner))
        {
            receiver = client.Expression;
        }

        var read = receiver.ToString();
        receiver = WithoutForgiveness(receiver);

        if (pass.Model.GetTypeInfo(receiver).Type is not { } type
            || pass.Model.GetSymbolInfo(receiver).Symbol is not { } symbol
            || !(pass.Model.IsSocket(type) || pass.Model.IsTcpClient(type))
            || !SideEffects.CanRepeat(receiver)
            || !CanBeReplaced(symbol, type)
            || IsKnownElsewhere(pass, receiver, symbol))
        {
            return null;
        }

        return new SocketHolder(receiver, read, symbol, pass.Model.IsTcpClient(type));
    }

    /// <summary>The references to the holder in the member, in their order.</summary>
    public static IEnumerable<ExpressionSyntax> ReferencesIn(FixPass pass, SyntaxNode node, ISymbol symbol) =>
        MemberAround(node).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == symbol.Name
                && SymbolEqualityComparer.Default.Equals(pass.Model.GetSymbolInfo(name).Symbol, symbol))
            .Select(name => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? (ExpressionSyntax)access : name);

    public static SyntaxNode MemberAround(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax)
            ?? node.SyntaxTree.GetRoot();

    // `socket!` can be read, and not assigned to.
    private static ExpressionSyntax WithoutForgiveness(ExpressionSyntax receiver) =>
        receiver is PostfixUnaryExpressionSyntax { Operand: var said }
            && receiver.IsKind(SyntaxKind.SuppressNullableWarningExpression) ? said : receiver;

    // That a foreach variable and a read-only property cannot, the compiler tells. What other types do with a member is not to be seen from
    // here.
    private static bool CanBeReplaced(ISymbol symbol, ITypeSymbol type)
    {
        var declared = symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol { RefKind: RefKind.Ref } parameter => parameter.Type,
            IFieldSymbol { IsReadOnly: false } field => field.Type,
            IPropertySymbol { IsIndexer: false, SetMethod.IsInitOnly: false } property => property.Type,
            _ => null,
        };

        return SymbolEqualityComparer.Default.Equals(declared, type)
            && (symbol is ILocalSymbol or IParameterSymbol
                || symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected);
    }

    /// <summary>Before its connect, the socket has been passed to code that may keep it.</summary>
    private static bool IsKnownElsewhere(FixPass pass, ExpressionSyntax receiver, ISymbol symbol) =>
        ReferencesIn(pass, receiver, symbol).Any(reference => reference.SpanStart < receiver.SpanStart && IsGivenAway(pass, reference));

    private static bool IsGivenAway(FixPass pass, ExpressionSyntax reference)
    {
        var value = reference;

        while (value.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax or CastExpressionSyntax)
        {
            value = (ExpressionSyntax)value.Parent;
        }

        return value.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression != value || IsClientGivenAway(pass, access),
            ConditionalAccessExpressionSyntax or IsPatternExpressionSyntax or BinaryExpressionSyntax => false,
            AssignmentExpressionSyntax assignment => assignment.Right == value,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } =>
                !ConfiguringHelper.IsCalled(pass, call, SymbolOf(pass, reference)) && MayKeep(pass, call),
            UsingStatementSyntax => false,
            _ => true,
        };
    }

    private static ISymbol SymbolOf(FixPass pass, ExpressionSyntax reference) => pass.Model.GetSymbolInfo(reference).Symbol!;

    // `var socket = client.Client;` leaves the old socket in the variable.
    private static bool IsClientGivenAway(FixPass pass, MemberAccessExpressionSyntax access) =>
        access.Name.Identifier.Text is "Client" or "SafeHandle" or "Handle"
            && !(access.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
                && ConfiguringHelper.IsCalled(pass, call, SymbolOf(pass, access.Expression)))
            && IsGivenAway(pass, access);

    // A helper that is static is there to configure; what an object is given it may keep.
    private static bool MayKeep(FixPass pass, InvocationExpressionSyntax call) =>
        pass.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method
            || !(method.ReturnsVoid || method.ReturnType.SpecialType == SpecialType.System_Boolean)
            || !((method.ReducedFrom ?? method).IsStatic);
}
