using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Frames;

/// <summary>A body as it runs at one call: two calls of one local function are two frames, with events of their own.</summary>
internal sealed class FlowFrame
{
    /// <summary>Deeper calls are taken as unknown code.</summary>
    private const int MaxDepth = 6;

    private readonly Dictionary<(IOperation CallSite, FlowBody Body, FlowReceiver Receiver), FlowFrame> _callees = [];
    private readonly int _depth;

    private FlowFrame(
        FlowBody body,
        FlowFrame? caller,
        IOperation? callSite,
        FlowReceiver receiver,
        FlowCall? outermostCall,
        IOperation? portZeroCall,
        EnclosingContext enclosing)
    {
        Enclosing = enclosing;
        Body = body;
        Receiver = receiver;
        OutermostCall = outermostCall;
        PortZeroCall = portZeroCall;
        Caller = caller;
        CallSite = callSite;
        _depth = caller is null ? 0 : caller._depth + 1;
    }

    public FlowBody Body { get; }

    /// <summary>The frame that runs this one; null for the outermost.</summary>
    public FlowFrame? Caller { get; }

    /// <summary>The operation of the caller by which this frame runs: a call, or where a delegate is handed over.</summary>
    public IOperation? CallSite { get; }

    /// <summary>The frame of the member that is analyzed.</summary>
    public FlowFrame Root => Caller?.Root ?? this;

    /// <summary>The receiver, <c>this</c>.</summary>
    public FlowReceiver Receiver { get; }

    /// <summary>The call in the analyzed member by which its own code was left; null while it runs itself.</summary>
    public FlowCall? OutermostCall { get; }

    /// <summary>The first of the calls that led here to pass the port 0 on, in whichever member; null where none does.</summary>
    public IOperation? PortZeroCall { get; private set; }

    /// <summary>The bodies of the calls that led here.</summary>
    public EnclosingContext Enclosing { get; }

    public static FlowFrame Outermost(FlowBody body) => new(body, null, null, FlowReceiver.Itself, null, null, default);

    /// <summary>The code of the call has been run.</summary>
    public bool HasFollowed(IOperation callSite) => _callees.Keys.Any(callee => callee.CallSite == callSite);

    /// <summary>A lambda or a local function: it belongs to the code that made it. Null where it would be recursion, or too deep.</summary>
    /// <param name="callSite">The call.</param>
    /// <param name="body">Its code.</param>
    /// <param name="creator">The frame that made it.</param>
    /// <param name="passesPortZero">The call passes the port 0 on.</param>
    /// <param name="enclosing">What the call is in.</param>
    public FlowFrame? CallNested(IOperation callSite, FlowBody body, FlowFrame creator, bool passesPortZero, EnclosingContext enclosing) =>
        Call(
            callSite,
            body,
            creator.Receiver,
            creator.OutermostCall ?? (passesPortZero ? new FlowCall(callSite) : null),
            creator.PortZeroCall ?? (passesPortZero ? callSite : null),
            enclosing);

    /// <summary>Another method of the compilation. Null where it would be recursion, or too deep.</summary>
    public FlowFrame? CallMethod(
        IOperation callSite, FlowBody body, FlowReceiver receiver, bool passesPortZero, EnclosingContext enclosing) =>
        Call(callSite, body, receiver, OutermostCall
            ?? new FlowCall(callSite), PortZeroCall ?? (passesPortZero ? callSite : receiver.Place?.Within?.PortZeroCall), enclosing);

    private FlowFrame? Call(
        IOperation callSite, FlowBody body, FlowReceiver receiver,
            FlowCall? outermostCall, IOperation? portZeroCall, EnclosingContext enclosing)
    {
        if (_callees.TryGetValue((callSite, body, receiver), out var known))
        {
            known.PortZeroCall ??= portZeroCall;
            return known;
        }

        if (_depth >= MaxDepth)
        {
            return null;
        }

        for (var frame = this; frame is not null; frame = frame.Caller)
        {
            if (frame.Body == body)
            {
                return null;
            }
        }

        return _callees[(callSite, body, receiver)] = new FlowFrame(body, this, callSite, receiver, outermostCall, portZeroCall, enclosing);
    }
}

/// <summary>A call out of the analyzed member.</summary>
internal sealed record FlowCall(IOperation Operation);

/// <summary>
/// What the code at hand is in: a block, some code that goes on after an exception of it, a handler of what a socket throws, or code that
/// is run for each of many.
/// </summary>
internal readonly record struct EnclosingContext(int Block, bool IsExceptionSeen, bool IsFailureReceived, bool IsRunManyTimes);

/// <summary>
/// The receiver, <c>this</c>, of a body: the object whose member is analyzed, or the value of a place (null: no place that is followed).
/// </summary>
internal sealed record FlowReceiver(bool IsItself, Place? Place)
{
    /// <summary>Whether it is known which object it is.</summary>
    public bool IsKnown => IsItself || Place is not null;

    public static readonly FlowReceiver Itself = new(true, null);

    public static readonly FlowReceiver Unknown = new(false, null);

    /// <summary>The place of one of its members; null if it is not followed.</summary>
    public Place? Member(ISymbol member) => IsItself ? Place.Of(member) : Place?.Member(member);
}
