using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// Whether the code does something about a connect that fails because the connection exists already: the failure is followed
/// to where it surfaces, and from there outward through the handlers and the callers, up to the one that deals with it.
/// </summary>
internal sealed class CollisionHandling
{
    private readonly CompilationScope _scope;
    private readonly CollisionBudget _budget;
    private readonly ResponseContext _context;
    private readonly CodeMap _map;
    private readonly FailedTasks _tasks;
    private readonly PendingConnects _pending;
    private readonly Failure _collision;
    private readonly Dictionary<(ControlFlowRegion, IOperation, Failure), HandlerResponse> _responses = [];
    private readonly Dictionary<(IMethodSymbol, Failure, int?), bool?> _answersOfCallers = [];

    private CollisionHandling(IOperation connect, CompilationScope scope, CancellationToken cancellation)
    {
        _scope = scope;
        _budget = new CollisionBudget(cancellation);
        _map = new CodeMap(scope, _budget);
        _context = new ResponseContext(scope.Types, _map, new ErrorTests(_map, _budget), _budget, connect);
        _tasks = new FailedTasks(this, _context);
        _pending = new PendingConnects(this, _map, _tasks);
        _collision = new Failure(scope.Compilation.GetTypeByMetadataName("System.Net.Sockets.SocketException"), true);
    }

    /// <summary>True also where the code is too large or too odd to say.</summary>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public static bool IsHandled(SocketEvent connect, CompilationScope scope, CancellationToken cancellation)
    {
        if (connect.Frame is not { } frame)
        {
            return true;
        }

        try
        {
            var place = new CodePlace(frame.Body.Graph, frame.Body.Symbol, connect.Operation, frame);
            return new CollisionHandling(connect.Operation, scope, cancellation).IsHandled(place);
        }
        catch (Exception e) when (e is FlowTooLargeException or InsufficientExecutionStackException)
        {
            return true;
        }
    }

    /// <summary>The exception is thrown here: a handler around it deals with it, or a caller does.</summary>
    public bool WhereThrown(CodePlace place, Failure failure) =>
        place.Block is not { } block || WhereThrown(place, block.EnclosingRegion, failure);

    /// <summary>The body is left by the exception, or by a task that carries it, <paramref name="taskDepth"/> tasks deep.</summary>
    public bool? InCallers(CodePlace place, Failure failure, int? taskDepth = null)
    {
        taskDepth ??= place.Method is { IsAsync: true, ReturnsVoid: false } ? 0 : null;
        if (place.Method is { IsAsync: true, ReturnsVoid: true })
        {
            return false;
        }

        if (place.Frame is { Caller: { } caller, CallSite: { } site })
        {
            return AtCall(new CodePlace(caller.Body.Graph, caller.Body.Symbol, site, caller), failure, taskDepth);
        }

        switch (place.Method)
        {
            case { MethodKind: MethodKind.AnonymousFunction, DeclaringSyntaxReferences: [var lambda, ..] }:
                return _map.Find<IFlowAnonymousFunctionOperation>(lambda.GetSyntax(_budget.Cancellation)) is not { } made
                    || AtCall(made, failure, taskDepth) != false;
            case { MethodKind: MethodKind.LocalFunction }:
            case { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private, ExplicitInterfaceImplementations: [] }:
                return InAllCallers(place.Method.OriginalDefinition, failure, taskDepth);
            default:
                return false;
        }
    }

    public Failure Aggregate(Failure failure) =>
        new(_scope.Compilation.GetTypeByMetadataName("System.AggregateException"), false, failure);

    /// <summary>The body that a delegate runs, where it is written in place or names a method of the compilation.</summary>
    public FlowBody? BodyOf(CodePlace place, IOperation function)
    {
        switch (function)
        {
            case IConversionOperation { Operand: var operand }:
                return BodyOf(place, operand);
            case IDelegateCreationOperation { Target: var target }:
                return BodyOf(place, target);
            case IFlowAnonymousFunctionOperation lambda:
                return new FlowBody(place.Graph.GetAnonymousFunctionControlFlowGraphInScope(lambda, _budget.Cancellation), lambda.Symbol);
            case IMethodReferenceOperation { Method: var method }:
                return _map.BodyOf(method);
            default:
                return null;
        }
    }

    private bool IsHandled(CodePlace connect)
    {
        if (connect.Operation is not IInvocationOperation { TargetMethod: var method } call || method.ReturnsVoid)
        {
            return WhereThrown(connect, _collision);
        }

        return FailedTasks.IsTask(method.ReturnType) ? _tasks.IsHandled(connect, 0, _collision) ?? true
            : method.Name == "BeginConnect" ? _pending.IsHandled(connect, call, _collision)
            : _pending.IsResultTested(connect, call);
    }

    private bool WhereThrown(CodePlace place, ControlFlowRegion from, Failure failure)
    {
        foreach (var region in Reach.Around(from, place.Graph))
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { Kind: ControlFlowRegionKind.TryAndCatch } statement })
            {
                continue;
            }

            foreach (var handler in statement.NestedRegions.Where(nested => nested != region))
            {
                var receives = failure.IsA(ExceptionTypeOf(handler));
                if (receives == false)
                {
                    continue;
                }

                var response = ResponseOf(handler, statement, place, failure);
                if (response.IsHandled)
                {
                    return true;
                }

                if (receives == true && !response.IsDeclined)
                {
                    return false;
                }
            }
        }

        return InCallers(place, failure) ?? true;
    }

    private HandlerResponse ResponseOf(ControlFlowRegion handler, ControlFlowRegion statement, CodePlace place, Failure failure)
    {
        if (!_responses.TryGetValue((handler, place.Operation, failure), out var response))
        {
            response = new HandlerResponse(place, place.Graph, place.Method, statement, _context)
            {
                Rethrown = (block, thrown) => WhereThrown(place, block.EnclosingRegion, thrown),
            };
            _responses.Add((handler, place.Operation, failure), response);
            response.Run(handler.FirstBlockOrdinal, failure);
        }

        return response;
    }

    private static ITypeSymbol? ExceptionTypeOf(ControlFlowRegion handler) =>
        handler.ExceptionType ?? handler.NestedRegions.FirstOrDefault(nested => nested.Kind == ControlFlowRegionKind.Filter)?.ExceptionType;

    /// <summary>The call from which the failure comes, or the place where a delegate that fails is handed over.</summary>
    private bool? AtCall(CodePlace place, Failure failure, int? taskDepth)
    {
        switch (place.Operation)
        {
            case IInvocationOperation or IObjectCreationOperation or IPropertyReferenceOperation:
                return taskDepth is { } depth ? _tasks.IsHandled(place, depth, failure) : WhereThrown(place, failure);
            case IFlowAnonymousFunctionOperation or IDelegateCreationOperation or IConversionOperation or IMethodReferenceOperation
                when place.Operation.Parent is { } parent:
                return AtCall(place.At(parent), failure, taskDepth);
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                return DelegateTargets(place.At(call), call.TargetMethod, argument.Parameter, failure, taskDepth);
            case IEventAssignmentOperation:
            case IArgumentOperation { Parent: IObjectCreationOperation, Parameter.Type.Name: "ThreadStart" or "ParameterizedThreadStart" or "TimerCallback" }:
                return false;
            default:
                return place.Operation.Parent is not IEventAssignmentOperation;
        }
    }

    /// <summary>Code that is not in sight may catch; the framework's passes the exception on, or puts it into a task.</summary>
    private bool? DelegateTargets(CodePlace call, IMethodSymbol method, IParameterSymbol? parameter, Failure failure, int? taskDepth)
    {
        if (parameter?.Type.Name is "AsyncCallback" or "WaitCallback" or "TimerCallback" or "ThreadStart" or "ParameterizedThreadStart")
        {
            return false;
        }

        if (!method.ContainingType.IsOfFramework())
        {
            return true;
        }

        if (FailedTasks.IsTask(method.ReturnType))
        {
            var isWrapped = taskDepth is not null && method.Name is "StartNew" or "ContinueWith";
            return _tasks.IsHandled(call, isWrapped ? 1 : 0, failure);
        }

        return taskDepth is null ? WhereThrown(call, failure) : true;
    }

    private bool? InAllCallers(IMethodSymbol method, Failure failure, int? taskDepth)
    {
        if (_answersOfCallers.TryGetValue((method, failure, taskDepth), out var known))
        {
            return known;
        }

        // A method that calls itself adds no caller.
        _answersOfCallers.Add((method, failure, taskDepth), null);
        return _answersOfCallers[(method, failure, taskDepth)] = AskAllCallers(method, failure, taskDepth);
    }

    private bool AskAllCallers(IMethodSymbol method, Failure failure, int? taskDepth)
    {
        var isCalled = false;
        foreach (var (name, model) in _map.Mentions(method.ContainingType, method.Name))
        {
            if (model.GetSymbolInfo(name, _budget.Cancellation).Symbol is not IMethodSymbol called
                || !SymbolEqualityComparer.Default.Equals((called.ReducedFrom ?? called).OriginalDefinition, method))
            {
                continue;
            }

            isCalled = true;
            SyntaxNode expression = name.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? name.Parent : name;
            var caller = expression.Parent is InvocationExpressionSyntax invocation && invocation.Expression == expression
                ? _map.Find<IInvocationOperation>(invocation)
                : _map.Find<IMethodReferenceOperation>(expression);
            if (caller is not null && AtCall(caller, failure, taskDepth) == false)
            {
                return false;
            }
        }

        return isCalled;
    }
}
