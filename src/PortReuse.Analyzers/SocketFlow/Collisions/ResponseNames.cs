using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>
/// What a call in a handler is for, by its name: code that only reports, tidies up or waits says nothing of the collision.
/// </summary>
/// <remarks>
/// A name is evidence here on purpose. Of a logger in a library there is nothing else; and of one whose code is in sight, that code says no
/// more: a line that is put into a queue, a file or an event looks like any other effect, and only the name says that it is for reading.
/// Where the code is seen to go for a connection, it counts whatever its name is, and a name that promises one counts only where the code
/// is not in sight: see <see cref="CollisionAnswers"/>.
/// </remarks>
internal static class ResponseNames
{
    private static readonly HashSet<string> Connects =
        ["Connect", "Reconnect", "Dial", "Redial", "Fallback"];

    private static readonly HashSet<string> Closes =
        ["Close", "Dispose", "Disponse", "Shutdown", "Disconnect", "Cleanup", "Clean", "Linger"];

    private static readonly HashSet<string> Logs =
        ["Log", "Logger", "Logging", "Write", "Print", "Trace", "Tracer", "Debug", "Dump", "Console"];

    private static readonly HashSet<string> LeadingVerbs =
    [
        "Warn", "Warning", "Error", "Info", "Information", "Verbose", "Fatal", "Critical", "Report", "Show", "Alert", "Assert",
        "Abort", "Kill", "Stop", "Cancel", "Release", "Free", "Remove", "Unregister", "Flush", "Sleep", "Delay", "Yield", "Spin",
        "Increment", "Decrement", "Exit", "Fail", "Collect", "Throw",
    ];

    private static readonly HashSet<string> Tests = ["Assert", "Assertion", "Assertions", "Should", "Expect"];

    private static readonly HashSet<string> Prefixes = ["Safe", "Safely", "Try", "Force", "Quietly", "Do", "Await"];

    private static readonly HashSet<string> StatusFlags =
        ["Connecting", "Connected", "Busy", "Running", "Active", "Alive", "Open", "Opened", "Online", "Started"];

    /// <summary>
    /// It goes for a connection, as its name says: not <c>SendConnectFail</c>, not <c>OnConnectFailed</c>, and not <c>StopConnect</c>.
    /// </summary>
    public static bool IsConnect(string name)
    {
        var words = Words(name);
        return words.Where((word, i) => Connects.Contains(word) && (i == 0 || !IsEnd(words[i - 1]))).Any()
            && words[0] is not ("Send" or "On" or "Raise" or "Notify" or "End" or "Is" or "Can" or "Log" or "Handle")
            && words[words.Count - 1] is not ("Fail" or "Failed" or "Failure" or "Error" or "Event" or "Timeout");
    }

    private static bool IsEnd(string word) => LeadingVerbs.Contains(word) || Closes.Contains(word);

    /// <param name="call">The call.</param>
    /// <param name="own">The type that the handler is in.</param>
    public static bool IsNeutral(IInvocationOperation call, ITypeSymbol? own)
    {
        var method = call.TargetMethod;
        var owner = method.IsExtensionMethod && ArgumentOrder.Of(call) is [{ Type: { } extended }, ..] ? extended : method.ContainingType;
        return (call.Instance is not IInstanceReferenceOperation && IsReporter(owner, own)) || IsNeutral(NameOf(call));
    }

    /// <summary>A delegate's call goes by the name of what holds the delegate.</summary>
    public static string NameOf(IInvocationOperation call) =>
        call.TargetMethod.MethodKind != MethodKind.DelegateInvoke
            ? call.TargetMethod.Name
            : call.Instance switch
            {
                IMemberReferenceOperation member => member.Member.Name,
                ILocalReferenceOperation local => local.Local.Name,
                IParameterReferenceOperation parameter => parameter.Parameter.Name,
                { } other => other.Syntax.ToString(),
                _ => call.TargetMethod.Name,
            };

    /// <summary><c>Console</c>, <c>ILogger</c>, <c>LoggerHelper</c>, <c>Trace</c>: whatever is called on it.</summary>
    /// <remarks>
    /// What a type is called says nothing of what it does to itself: a <c>ConsoleClient</c> is not told of its own failure.
    /// </remarks>
    public static bool IsReporter(ITypeSymbol? type, ITypeSymbol? own) =>
        type is not null && !SymbolEqualityComparer.Default.Equals(type, own) && Words(type.Name).Any(Logs.Contains);

    /// <summary>What it is given is told to somebody, or compared with what it should be; by its name, and that of its type.</summary>
    public static bool IsForReading(IMethodSymbol method) =>
        IsReporter(method.ContainingType, own: null)
        || IsNeutral(method.Name)
        || Words(method.ContainingType.Name).Concat(Words(method.Name)).Any(Tests.Contains);

    /// <summary><c>IsConnecting = false</c> tells of the end of the attempt, and does nothing about it.</summary>
    public static bool IsStatusFlag(string name) => Words(name).Any(StatusFlags.Contains);

    private static bool IsNeutral(string name)
    {
        var words = Words(name);
        if (words.Any(Connects.Contains) && IsConnect(name))
        {
            return false;
        }

        var first = words.FirstOrDefault(word => !Prefixes.Contains(word));
        return (first is not null && LeadingVerbs.Contains(first)) || words.Any(word => Closes.Contains(word) || Logs.Contains(word));
    }

    private static List<string> Words(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 1; i <= name.Length; i++)
        {
            var ends = i == name.Length
                || (char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                || !char.IsLetter(name[i - 1]);
            if (ends)
            {
                var word = name.Substring(start, i - start).Trim('_', ' ', '.', '?');
                if (word.Length > 0)
                {
                    words.Add(char.ToUpperInvariant(word[0]) + word.Substring(1));
                }

                start = i;
            }
        }

        return words.Count > 0 ? words : [name];
    }
}
