using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>Which calls are followed: those that are given something that is followed, yield it, or have to do with it otherwise.</summary>
internal sealed class CallChoice(SourceMethods methods, TransferContext context, CallFollower calls)
{
    /// <summary>Methods that are followed whatever they are called on, and given.</summary>
    public HashSet<ISymbol> Asked { get; } = new(SymbolEqualityComparer.Default);

    public bool IsWorthFollowing(IMethodSymbol method, FlowReceiver receiver, Value[] arguments) =>
        arguments.Any(value => value.Facts.Any(fact => fact is SocketFact or DelegateFact or ObjectFact))
        || (calls.Failed is not null && (context.State.IsAfterFailure || arguments.Any(FailedTasks.IsIn)))
        || calls.Ports.AreReleased(arguments)
        || methods.YieldsWhatMatters(method)
        || (IsOnKnownObject(method, receiver) && methods.UsesSockets(method))
        || Asked.Contains(method.OriginalDefinition);

    private bool IsOnKnownObject(IMethodSymbol method, FlowReceiver receiver) =>
        Asked.Count > 0 || method.IsStatic || ExtensionBlocks.HasReceiver(method)
        || receiver.IsItself || receiver.Place?.Object is not null;
}
