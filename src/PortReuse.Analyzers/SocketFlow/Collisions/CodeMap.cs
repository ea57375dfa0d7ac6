using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>Finds the code of a type that the flow did not come by: who calls a method, and where a name is used.</summary>
internal sealed class CodeMap(CompilationScope scope, CollisionBudget budget)
{
    private readonly Dictionary<SyntaxNode, ControlFlowGraph?> _graphs = [];

    /// <summary>Every mention of the name in the type, also in its other parts.</summary>
    public IEnumerable<(SimpleNameSyntax Name, SemanticModel Model)> Mentions(INamedTypeSymbol type, string name)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(budget.Cancellation);
            if (scope.Models.Of(syntax.SyntaxTree) is { } model)
            {
                foreach (var mention in syntax.DescendantNodes().OfType<SimpleNameSyntax>().Where(node => node.Identifier.ValueText == name))
                {
                    budget.CountStep();
                    yield return (mention, model);
                }
            }
        }
    }

    /// <summary>All that is written in the type, also in its other parts.</summary>
    public IEnumerable<SyntaxNode> NodesOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax(budget.Cancellation).DescendantNodes());

    /// <summary>The operation for the syntax, in the graph of the innermost body around it.</summary>
    public CodePlace? Find<TOperation>(SyntaxNode syntax)
        where TOperation : IOperation
    {
        var owner = OwnerOf(syntax.Parent);
        if (owner is null || GraphOf(owner) is not { } graph)
        {
            return null;
        }

        var operation = CodePlace.All(graph).FirstOrDefault(candidate => candidate is TOperation && candidate.Syntax == syntax);
        return operation is null ? null : new CodePlace(graph, MethodOf(owner), operation, null);
    }

    /// <summary>The body that a call certainly runs; null where it is not in this compilation, or may be another.</summary>
    public FlowBody? BodyOf(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Ordinary => scope.Methods.BodyOf(method, budget.Cancellation),
        MethodKind.LocalFunction when method.DeclaringSyntaxReferences is [var declaration] =>
            GraphOf(declaration.GetSyntax(budget.Cancellation)) is { } graph ? new FlowBody(graph, method.OriginalDefinition) : null,
        _ => null,
    };

    private ControlFlowGraph? GraphOf(SyntaxNode owner)
    {
        if (!_graphs.TryGetValue(owner, out var graph))
        {
            _graphs.Add(owner, graph = Create(owner));
        }

        return graph;
    }

    private ControlFlowGraph? Create(SyntaxNode owner)
    {
        switch (owner)
        {
            case AnonymousFunctionExpressionSyntax:
                return OwnerOf(owner.Parent) is { } around
                    && GraphOf(around) is { } outer
                    && CodePlace.All(outer).OfType<IFlowAnonymousFunctionOperation>().FirstOrDefault(made => made.Syntax == owner) is { } function
                        ? outer.GetAnonymousFunctionControlFlowGraph(function, budget.Cancellation)
                        : null;
            case LocalFunctionStatementSyntax:
                return OwnerOf(owner.Parent) is { } declaring
                    && GraphOf(declaring) is { } graph
                    && MethodOf(owner) is { } symbol
                    && graph.LocalFunctions.Contains(symbol)
                        ? graph.GetLocalFunctionControlFlowGraph(symbol, budget.Cancellation)
                        : null;
            default:
                return scope.Models.Of(owner.SyntaxTree) is { } model
                    && model.GetOperation(owner, budget.Cancellation)
                    is { Parent: null, Kind: OperationKind.MethodBody or OperationKind.ConstructorBody or OperationKind.Block }
                        ? ControlFlowGraph.Create(owner, model, budget.Cancellation)
                        : null;
        }
    }

    private IMethodSymbol? MethodOf(SyntaxNode owner)
    {
        if (scope.Models.Of(owner.SyntaxTree) is not { } model)
        {
            return null;
        }

        return owner is AnonymousFunctionExpressionSyntax
            ? model.GetSymbolInfo(owner, budget.Cancellation).Symbol as IMethodSymbol
            : model.GetDeclaredSymbol(owner, budget.Cancellation) as IMethodSymbol;
    }

    private static SyntaxNode? OwnerOf(SyntaxNode? node)
    {
        for (; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax }:
                    return node;
                case GlobalStatementSyntax:
                    return node.Parent;
                case BaseTypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
