using System.Diagnostics.Metrics;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>The meter <c>PortReuse</c>: attempts, outcomes and fallbacks. Nothing is done, or allocated, while nobody listens.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>instrument, unit</term><description>what it counts, by which tags</description></listheader>
/// <item><term><c>portreuse.connect.attempts</c>, <c>{attempt}</c></term><description>
/// sockets on which a connect was begun; <c>network.type</c>: <c>ipv4</c>, <c>ipv6</c>.
/// </description></item>
/// <item><term><c>portreuse.connect.outcomes</c>, <c>{connect}</c></term><description>
/// calls that ended; <c>portreuse.outcome</c>: <c>connected</c>, <c>dialed</c>, <c>accepted</c>, <c>simultaneous_open</c>,
/// <c>fresh_port</c>, <c>failed</c>, <c>canceled</c>, <c>timed_out</c>; for a failure <c>error.type</c>, the name of the
/// <see cref="PortErrorCause"/> or of the <see cref="SocketError"/>.
/// </description></item>
/// <item><term><c>portreuse.fallbacks</c>, <c>{fallback}</c></term><description>
/// times that another source or another port was taken instead; <c>portreuse.cause</c>: the name of the <see cref="PortErrorCause"/>.
/// </description></item>
/// </list>
/// </remarks>
internal static class PortMeter
{
    public const string Name = "PortReuse";

    public const string Connected = "connected";
    public const string Dialed = "dialed";
    public const string Accepted = "accepted";
    public const string SimultaneousOpen = "simultaneous_open";
    public const string FreshPort = "fresh_port";
    public const string Failed = "failed";
    public const string Canceled = "canceled";
    public const string TimedOut = "timed_out";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "portreuse.connect.attempts", "{attempt}", "Sockets on which a connect was begun.");

    private static readonly Counter<long> Outcomes = Meter.CreateCounter<long>(
        "portreuse.connect.outcomes", "{connect}", "Connects that ended, by what came of them.");

    private static readonly Counter<long> Fallbacks = Meter.CreateCounter<long>(
        "portreuse.fallbacks", "{fallback}", "Times that another source or another port was taken instead, by cause.");

    /// <summary>Whether anybody listens to the outcomes.</summary>
    public static bool CountsOutcomes => Outcomes.Enabled;

    /// <summary>A connect was begun on a socket of this family.</summary>
    public static void Attempt(AddressFamily family)
    {
        if (Attempts.Enabled)
            Attempts.Add(1, new KeyValuePair<string, object?>("network.type", family == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4"));
    }

    /// <summary>A call of the user has ended so.</summary>
    public static void Outcome(string outcome)
    {
        if (Outcomes.Enabled)
            Outcomes.Add(1, new KeyValuePair<string, object?>("portreuse.outcome", outcome));
    }

    /// <summary>A call of the user has failed with this exception.</summary>
    public static void Failure(Exception exception)
    {
        if (!Outcomes.Enabled)
            return;

        (string outcome, string? type) = exception switch
        {
            PortException e => (Failed, e.Cause.ToString()),
            SocketException { SocketErrorCode: SocketError.TimedOut } => (TimedOut, nameof(SocketError.TimedOut)),
            SocketException e => (Failed, e.SocketErrorCode.ToString()),
            OperationCanceledException => (Canceled, null),
            _ => (Failed, exception.GetType().FullName),
        };

        if (type is null)
            Outcome(outcome);
        else
            Outcomes.Add(1, new KeyValuePair<string, object?>("portreuse.outcome", outcome), new KeyValuePair<string, object?>("error.type", type));
    }

    /// <summary>Another source or another port is taken, for this cause.</summary>
    public static void Fallback(PortErrorCause cause)
    {
        if (Fallbacks.Enabled)
            Fallbacks.Add(1, new KeyValuePair<string, object?>("portreuse.cause", cause.ToString()));
    }
}
