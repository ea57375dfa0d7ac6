using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// What a walk is asked besides: what the program does where one connect fails because the connection is there already. In that walk it
/// does.
/// </summary>
internal sealed class CollisionQuestion(SocketEvent connect)
{
    /// <summary>The flow has come to the connect.</summary>
    public bool IsReached { get; set; }

    /// <summary>A path has ended with nothing done about the failure. None does if no code waits for the task that has failed.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Something is done about it, or what is done is not in sight.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>Nothing more needs to be found out.</summary>
    public bool IsHandled => IsAnswered || !HasEnded;

    /// <summary>The sockets that have failed to connect.</summary>
    public HashSet<SocketId> Failed { get; } = [];

    public void Answer(bool isAnswer = true) => IsAnswered |= isAnswer;

    public void End(bool isEnd = true) => HasEnded |= isEnd;

    /// <summary>The very operation, from any caller of the code around it.</summary>
    public bool IsConnect(IOperation operation) => IsSame(operation, connect.Operation);

    /// <summary>The connect of the event, by the calls that led to it. The member that was run by itself then may be called now.</summary>
    public bool IsAbout(IOperation operation, FlowFrame frame)
    {
        if (!IsConnect(operation))
        {
            return false;
        }

        var mine = frame;
        for (var asked = connect.Frame!; asked.CallSite is { } site; asked = asked.Caller!)
        {
            if (mine.CallSite is not { } called || !IsSame(site, called))
            {
                return false;
            }

            mine = mine.Caller!;
        }

        return true;
    }

    private static bool IsSame(IOperation one, IOperation other) => one.Syntax == other.Syntax && one.Kind == other.Kind;
}
