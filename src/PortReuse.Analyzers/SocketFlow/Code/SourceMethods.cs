using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Code;

/// <summary>
/// The bodies of the compilation's own code, so that a call can be followed into them. Each is made once for all callers.
/// </summary>
/// <param name="scope">The compilation.</param>
internal sealed class SourceMethods(CompilationScope scope)
{
    /// <summary>A socket in an object in an object is one that the outermost is not said to hold.</summary>
    private const int MaxDepth = 2;

    private readonly ConcurrentDictionary<ISymbol, FlowBody?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, SocketMembers> _members = new(SymbolEqualityComparer.Default);
    private readonly HeldTypes _sockets = new(scope.Types.IsSocket, MaxDepth);
    private readonly HeldTypes _endPoints = new(scope.Types.IsEndPoint, maxDepth: 1);
    private readonly HeldTypes _kinds = new(IsKind, maxDepth: 1);

    /// <summary>The body that a call of the method runs; null where that is not certain, or not in this compilation.</summary>
    public FlowBody? BodyOf(IMethodSymbol method, CancellationToken cancellation)
    {
        var definition = method.OriginalDefinition;
        definition = definition.PartialImplementationPart ?? definition;
        return definition.IsAbstract || definition.IsExtern || MayBeOverridden(definition)
            ? null
            : DeclaredBodyOf(definition, cancellation);
    }

    /// <summary>The body of a method as it is declared, or the initializer of a field or a property; null where there is none.</summary>
    public FlowBody? DeclaredBodyOf(ISymbol member, CancellationToken cancellation) =>
        _bodies.TryGetValue(member, out var body) ? body : _bodies.GetOrAdd(member, Create(member, cancellation));

    /// <summary>
    /// The one expression that a method of the compilation yields; null where it does more, or another may run in its stead.
    /// </summary>
    public IOperation? ReturnedBy(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        return !definition.IsAbstract
            && !MayBeOverridden(definition)
            && definition.DeclaringSyntaxReferences is [var reference]
            && ReturnedExpression.Of(reference.GetSyntax()) is { } returned
                ? scope.Models.Of(returned.SyntaxTree)?.GetOperation(returned.WithoutParentheses())
                : null;
    }

    /// <summary>Whether the method, or one of its own type that it calls, has to do with sockets.</summary>
    public bool UsesSockets(IMethodSymbol method) => MembersOf(method.ContainingType).Mention(method);

    /// <summary>The method returns a socket, an endpoint, or something that has them.</summary>
    public bool YieldsWhatMatters(IMethodSymbol method)
    {
        var type = method.ReturnType is INamedTypeSymbol { TypeArguments: [var result] } ? result : method.ReturnType;
        return scope.Types.IsSocket(type) || scope.Types.IsEndPoint(type) || scope.Types.IsOfEndPoints(type) || IsFollowed(type);
    }

    /// <summary>Which members of a type have to do with sockets.</summary>
    public SocketMembers MembersOf(INamedTypeSymbol type) =>
        _members.GetOrAdd(type.OriginalDefinition, definition => new SocketMembers(definition, scope));

    /// <summary>A type of the compilation that has a socket in it, or an object that has.</summary>
    public bool HoldsSockets(ITypeSymbol? type) => _sockets.AreIn(type);

    /// <summary>
    /// A type of the compilation that has a socket or an endpoint in it, or which kind of sockets it makes: an object of it is followed.
    /// </summary>
    public bool IsFollowed(ITypeSymbol? type) =>
        _sockets.AreIn(type) || _endPoints.AreIn(type) || (_kinds.AreIn(type) && MakesSockets(type));

    /// <summary>Whether a parameter of the type may choose the kind of a new socket.</summary>
    private static bool IsKind(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Boolean
        || type is { TypeKind: TypeKind.Enum, Name: "SocketType" or "ProtocolType", ContainingNamespace.Name: "Sockets" };

    private bool MakesSockets(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsTupleType: false } named && MembersOf(named).HaveToDoWithSockets;

    /// <summary>A constructor that is declared with its type: its parameters are in scope in all members.</summary>
    public static bool IsPrimary(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences is [var reference] && reference.GetSyntax() is TypeDeclarationSyntax;

    private FlowBody? Create(ISymbol member, CancellationToken cancellation)
    {
        if (member.DeclaringSyntaxReferences is not [var reference, ..] || scope.Models.Of(reference.SyntaxTree) is not { } model)
        {
            return null;
        }

        var syntax = reference.GetSyntax(cancellation);
        var graph = (member is IMethodSymbol ? model.GetOperation(syntax, cancellation) : Initializer(syntax, model, cancellation)) switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body, cancellation),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body, cancellation),
            IFieldInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IPropertyInitializerOperation initializer => ControlFlowGraph.Create(initializer, cancellation),
            IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
            _ => null,
        };
        return graph is null ? null : new FlowBody(graph, member as IMethodSymbol);
    }

    private static IOperation? Initializer(SyntaxNode declaration, SemanticModel model, CancellationToken cancellation) =>
        declaration switch
    {
        VariableDeclaratorSyntax { Initializer: { } value } => model.GetOperation(value, cancellation),
        PropertyDeclarationSyntax { Initializer: { } value } => model.GetOperation(value, cancellation),
        _ => null,
    };

    private static bool MayBeOverridden(IMethodSymbol method) =>
        (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;
}
