using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>Delegates, lambdas and local functions: what they are made of, and what happens where they run.</summary>
internal sealed class DelegateCalls(
    SocketTypes types, SourceMethods methods, TransferContext context, CallFollower calls, CancellationToken cancellation)
{
    /// <summary>What a thread does all its life is no part of what the code that starts it does.</summary>
    private const int MaxBlocksOfStarted = 24;

    /// <summary>A delegate that is made of a lambda, a local function or a method.</summary>
    public Value Made(IDelegateCreationOperation creation, Value target)
    {
        if (creation.Target is IMethodReferenceOperation { Method: var named })
        {
            calls.DelegateTargets.Add(named.OriginalDefinition);
        }

        var value = creation.Target switch
        {
            IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } method }
                when calls.Bodies.OfLocalFunction(method, context.Frame.Body) is { } body =>
                    Value.Of(new DelegateFact(body, context.Frame, context.State.Systems)),
            IMethodReferenceOperation group => calls.Failed?.MethodOf(group, context.Frame) ?? StartedMethod(creation, group),
            _ => target,
        };

        if (SymbolEqualityComparer.Default.Equals(creation.Type, types.EndPointCallback))
        {
            foreach (var fact in value.Facts.OfType<DelegateFact>())
            {
                Run(creation, fact, isCertain: false, []);
            }
        }

        return value;
    }

    /// <summary>A thread or a task that is made of a delegate stands for it until it is started.</summary>
    public static Value Started(IObjectCreationOperation creation, Value[] arguments) =>
        arguments is [var code, ..] && CallSites.IsStarter(creation.Type)
            ? Value.Of(code.Facts.Where(fact => fact is DelegateFact), code.MayBeOther)
            : Value.Unknown;

    /// <summary>A thread or a task starts that another member has made. What this one has made has run where that was.</summary>
    public void Start(IOperation place, Value started) => RunUnseen(
        place,
        Value.Of(started.Facts.Where(fact => fact is DelegateFact made && made.Creator.Root != context.Frame.Root), started.MayBeOther));

    /// <summary>A method of the object itself that a thread, a task or a timer is given runs from there on, as a lambda does.</summary>
    private Value StartedMethod(IDelegateCreationOperation creation, IMethodReferenceOperation group) =>
        creation.Parent is IArgumentOperation argument
        && CallSites.StartsCode(argument)
        && group.Instance is null or IInstanceReferenceOperation
        && context.Frame.Receiver.IsItself
        && SymbolEqualityComparer.Default.Equals(group.Method.ContainingType, context.Frame.Body.Symbol?.ContainingType)
        && methods.UsesSockets(group.Method)
        && !calls.NeverConnect
        && methods.BodyOf(group.Method, cancellation) is { Graph.Blocks.Length: <= MaxBlocksOfStarted } body
            ? Value.Of(new DelegateFact(body, context.Frame, context.State.Systems))
            : Value.Unknown;

    /// <summary>Runs each of the delegates that the value may be.</summary>
    public Value RunAll(IOperation callSite, Value value, bool isCertain, params Value[] arguments)
    {
        var result = Value.None;
        foreach (var fact in value.Facts.OfType<DelegateFact>())
        {
            result = result.Join(Run(callSite, fact, isCertain, arguments));
        }

        return result.IsNone ? Value.Unknown : result;
    }

    /// <summary>The value goes where it is not followed: a delegate may run there.</summary>
    public void RunUnseen(IOperation place, Value value)
    {
        var outcome = RunAll(place, value, isCertain: false);
        calls.Failed?.Escape(place, value, outcome);
    }

    /// <summary>Runs a lambda or local function here. One that is only handed over may run, or may not.</summary>
    public Value Run(IOperation callSite, DelegateFact nested, bool isCertain, Value[] arguments)
    {
        var enclosing = CallSites.IsAssertedToThrow(callSite) ? context.Enclosing with { IsFailureReceived = true } : context.Enclosing;
        if (CallSites.RunsManyTimes(callSite))
        {
            enclosing = enclosing with { IsRunManyTimes = true };
            arguments = arguments.Length > 0 ? arguments : [.. nested.Body.Symbol!.Parameters.Select(OfTurn)];
        }

        if (context.Frame.CallNested(callSite, nested.Body, nested.Creator, !IsOfFramework(callSite)
            && arguments.Any(value => value.MayBePortZero), enclosing) is not { } frame)
        {
            return Value.Unknown;
        }

        calls.Bodies.MarkRun(nested.Body, context.Frame.Root);
        var systems = context.State.Systems;
        if ((systems & nested.On) == Systems.None)
        {
            return Value.Unknown;
        }

        context.SetState(context.State.With(systems & nested.On));
        var returned = calls.Run(callSite, frame, isCertain, arguments);
        context.SetState(context.State.With(systems));
        return returned;
    }

    /// <summary>The arguments of code that runs for one element after the other: a number is another one each time.</summary>
    private static Value OfTurn(IParameterSymbol parameter) =>
        parameter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16
            ? Value.Of(TurnFact.Instance, mayBeOther: true)
            : Value.Unknown;

    /// <summary>A port that <c>Parallel.ForEach</c> passes on is not followed.</summary>
    private static bool IsOfFramework(IOperation callSite) =>
        callSite is IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke, ContainingType: var type } }
            && type.IsOfFramework();

    /// <summary>
    /// <c>FromAsync(begin, end, argument, state)</c> calls the first with the argument, a callback and the state, which may well be the
    /// socket; null for all other calls.
    /// </summary>
    public Value? FromAsync(IInvocationOperation call, Value[] arguments)
    {
        if (call.TargetMethod is not { Name: "FromAsync", ContainingType.Name: "TaskFactory",
            Parameters: [{ Name: "beginMethod" }, ..] } method
            || ArgumentOrder.Of(call) is not [var begin, ..])
        {
            return null;
        }

        var passed = method.Parameters
            .Where(parameter => parameter.Name.StartsWith("arg", StringComparison.Ordinal))
            .Select(parameter => arguments[parameter.Ordinal])
            .Append(Value.Unknown)
            .Concat(method.Parameters.Where(parameter => parameter.Name == "state").Select(parameter => arguments[parameter.Ordinal]))
            .ToArray();
        return begin is IDelegateCreationOperation { Target: IMethodReferenceOperation { Instance: var instance, Method: var named } }
            ? calls.RunMethod(call, named, context.ReceiverOf(instance, Value.None), passed)
            : arguments[0].Facts.Any(fact => fact is DelegateFact) ? RunAll(call, arguments[0], isCertain: true, passed) : null;
    }
}
