using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>
/// Code that is not followed, and what it may do at the worst. The framework's does nothing to a socket that it is not told to; any other
/// may do anything to the sockets that it is given, and a delegate or a member of the type itself to those that the type holds.
/// </summary>
internal sealed class UnknownCode(SocketTypes types, SourceMethods methods, TransferContext context, CallFollower calls)
{
    public Value Call(
        IOperation call,
        IMethodSymbol method,
        Value instance,
        ImmutableArray<IArgumentOperation> argumentOperations,
        Value[] arguments)
    {
        var isFramework = method.MethodKind != MethodKind.DelegateInvoke && method.ContainingType.IsOfFramework();
        if (isFramework && call is IInvocationOperation invocation)
        {
            Pass(invocation);
        }

        calls.Failed?.CallUnknown(call, arguments);
        calls.Ports.Pass(call, method, arguments);
        if (!isFramework)
        {
            var given = arguments.Append(instance).SelectMany(context.SocketsIn).Distinct().ToList();
            var reachesHeldSockets = (method.MethodKind == MethodKind.DelegateInvoke && !CallSites.IsNotification(method, instance))
                || IsUnknownMemberOfItself(method);
            var reachable = reachesHeldSockets ? given.Union(context.State.SharedSockets).ToList() : given;
            context.Record(reachable, () => new(SocketEventKind.Escaped, call, SourceNames.Of(call)));
            if (reachesHeldSockets)
            {
                context.SetState(context.State.HavocSharedState());
            }
        }

        if (call is IInvocationOperation { Instance: { } receiver } && context.ReceiverOf(receiver, instance).Place?.Object is { } followed)
        {
            ObjectId.Escape([followed]);
        }

        if (!isFramework && ExtensionBlocks.HasReceiver(method))
        {
            calls.Escape(call, instance);
        }

        var failed = Value.None;
        foreach (var argument in argumentOperations)
        {
            var value = argument.Parameter is { } parameter && parameter.Ordinal < arguments.Length
                ? arguments[parameter.Ordinal]
                : Value.Unknown;
            var handedOver = calls.Delegates.RunAll(argument, value, isCertain: false);
            ObjectId.Escape(value.Facts.Concat(handedOver.Facts).OfType<ObjectFact>().Select(fact => fact.Object));
            failed = calls.Failed is { } tasks ? failed.Join(tasks.HandOver(call, method, argument.Parameter, handedOver)) : failed;
            if (argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref)
            {
                calls.Store(argument.Value, context.FromUnknown(argument));
            }
            else if (!isFramework)
            {
                ForgetZeros(argument, value);
                ForgetElements(argument);
                calls.Escape(argument, value);
            }
        }

        return failed.HasFacts ? failed : context.FromUnknown(call);
    }

    /// <summary>Goes on with what a check lets pass, if the call is one.</summary>
    private void Pass(IInvocationOperation call)
    {
        if (calls.Conditions.AfterCheck(call, context.State) is { } passed)
        {
            context.SetState(passed);
        }
        else
        {
            context.MayThrow();
            context.Stop();
        }
    }

    /// <summary>Code may have written to every array that it was given, under any name of that array here.</summary>
    private void ForgetZeros(IArgumentOperation argument, Value value)
    {
        if (value.Facts.Any(fact => fact is ZeroBytesFact) && ZeroBytes.IsWritable(argument.Parameter?.Type))
        {
            new ByteCalls(context).Forget();
        }
    }

    /// <summary>Code that is given a sequence may put any endpoint into it.</summary>
    private void ForgetElements(IArgumentOperation argument)
    {
        if (types.IsOfEndPoints(argument.Parameter?.Type)
            && !ReadOnlySequences.Are(argument.Parameter?.Type)
            && context.PlaceOf(argument.Value, context.State) is { } place)
        {
            context.Store(place, Value.Of(ChangedElementsFact.Instance));
        }
    }

    /// <summary>A member of the analyzed type that was not followed although it has to do with the type's sockets.</summary>
    private bool IsUnknownMemberOfItself(IMethodSymbol method) =>
        !method.IsStatic
        && !ExtensionBlocks.HasReceiver(method)
        && method.DeclaringSyntaxReferences.Length > 0
        && methods.UsesSockets(method);
}
