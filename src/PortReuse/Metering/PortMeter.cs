using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Reflection;
using PortReuse.Connecting;

namespace PortReuse.Metering;

/// <summary>
/// The meter: attempts, outcomes and their durations, fallbacks, and the use of ports. Without a listener nothing is done or allocated.
/// </summary>
/// <remarks>docs/metrics.md lists the instruments, their units and their tags, and a test holds it to what is published here.</remarks>
internal static class PortMeter
{
    public const string Connected = "connected";
    public const string Dialed = "dialed";
    public const string Accepted = "accepted";
    public const string SimultaneousOpen = "simultaneous_open";
    public const string FreshPort = "fresh_port";
    public const string Failed = "failed";
    public const string Canceled = "canceled";
    public const string TimedOut = "timed_out";

    private static readonly KeyValuePair<string, object?> DeferralRefused = new("portreuse.deferral", "refused");

    private static readonly Meter Meter = new(PortMetrics.MeterName, Version());

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "portreuse.connect.attempts", "{attempt}", "Sockets on which a connect was begun.");

    private static readonly Counter<long> Outcomes = Meter.CreateCounter<long>(
        "portreuse.connect.outcomes", "{connect}", "Connects that ended, by what came of them.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "portreuse.connect.duration", "s", "How long a connect took, the look-up of a name and every attempt included."
#if NET9_0_OR_GREATER
        , tags: null, new InstrumentAdvice<double>
        {
            // From a connect over loopback to one that the system gives up.
            HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
                2.5, 5, 10, 30, 60, 120],
        }
#endif
        );

    private static readonly Counter<long> Fallbacks = Meter.CreateCounter<long>(
        "portreuse.fallbacks", "{fallback}", "Times that another source or another port was taken instead, by cause.");

    private static readonly ObservableGauge<long> PortsUsed = Meter.CreateObservableGauge<long>(
        "portreuse.ports.used", ObserveUsed, "{port}", "Ephemeral ports that a source address uses for a destination.");

    private static readonly ObservableGauge<long> PortsUsable = Meter.CreateObservableGauge<long>(
        "portreuse.ports.usable", ObserveUsable, "{port}", "Ephemeral ports that a source address can use for a destination.");

    private static readonly ObservableGauge<long> PortsAlarm = Meter.CreateObservableGauge<long>(
        "portreuse.ports.alarm", ObserveAlarm, "{alarm}",
            "1 where a source address uses half of the ephemeral ports or more for a destination, 0 where it does not.");

    /// <summary>Whether anybody listens to what comes of connects.</summary>
    public static bool CountsOutcomes => Outcomes.Enabled || Durations.Enabled;

    /// <summary>Whether anybody listens to the use of ports.</summary>
    public static bool ObservesPorts => PortsUsed.Enabled || PortsAlarm.Enabled;

    /// <summary>A call of the user has begun.</summary>
    /// <returns>The time stamp, to be passed back at the end; 0 without a listener.</returns>
    public static long Begin() => Durations.Enabled ? Stopwatch.GetTimestamp() : 0;

    /// <summary>Whether anybody listens to the fallbacks.</summary>
    public static bool CountsFallbacks => Fallbacks.Enabled;

    /// <summary>A connect was begun on a socket of this family.</summary>
    /// <param name="family">The family.</param>
    /// <param name="isDeferralRefused">Whether the system has refused to leave the choice of the port to the connect.</param>
    public static void Attempt(AddressFamily family, bool isDeferralRefused = false)
    {
        if (!Attempts.Enabled)
        {
            return;
        }

        var type = new KeyValuePair<string, object?>("network.type", family == AddressFamily.InterNetworkV6 ? "ipv6" : "ipv4");
        if (isDeferralRefused)
        {
            Attempts.Add(1, type, DeferralRefused);
        }
        else
        {
            Attempts.Add(1, type);
        }
    }

    /// <summary>A call of the user has ended so.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    public static void Outcome(string outcome, long begun)
    {
        if (CountsOutcomes)
        {
            Record(begun, new TagList { { "portreuse.outcome", outcome } });
        }
    }

    /// <summary>A call of the user has failed with this exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="begun">What <see cref="Begin"/> gave.</param>
    public static void Failure(Exception exception, long begun)
    {
        if (!CountsOutcomes)
        {
            return;
        }

        (var outcome, var type) = exception switch
        {
            PortException e => (Failed, e.Cause.ToString()),
            SocketException { SocketErrorCode: SocketError.TimedOut } => (TimedOut, nameof(SocketError.TimedOut)),
            SocketException e => (Failed, e.SocketErrorCode.ToString()),
            OperationCanceledException => (Canceled, null),
            _ => (Failed, exception.GetType().FullName),
        };

        var tags = new TagList { { "portreuse.outcome", outcome } };
        if (type is not null)
        {
            tags.Add("error.type", type);
        }

        if (exception is PortException { IsDeferralRefused: true })
        {
            tags.Add(DeferralRefused);
        }

        Record(begun, tags);
    }

    /// <summary>Another source or another port is taken, for this cause.</summary>
    public static void Fallback(PortErrorCause cause)
    {
        if (Fallbacks.Enabled)
        {
            Fallbacks.Add(1, new KeyValuePair<string, object?>("portreuse.cause", cause.ToString()));
        }
    }

    private static void Record(long begun, in TagList tags)
    {
        Outcomes.Add(1, tags);
        if (begun != 0)
        {
            Durations.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, tags);
        }
    }

    private static List<Measurement<long>> ObserveUsed() =>
        [.. PortUse.Look().Uses.Select(use => new Measurement<long>(use.Used, TagsOf(use.User)))];

    private static List<Measurement<long>> ObserveUsable() =>
        EphemeralPorts.GetSettings().UsableCount is { } usable ? [new Measurement<long>(usable)] : [];

    // Half of them is where a connect of a program that sets no range of its own becomes slow: the system looks at every port of one parity
    // before the first of the other. And it is the last moment to find a second source at leisure.
    private static List<Measurement<long>> ObserveAlarm()
    {
        var look = PortUse.Look();
        return [.. look.Uses.Select(use => new Measurement<long>(2L * use.Used >= look.Usable ? 1 : 0, TagsOf(use.User)))];
    }

    private static KeyValuePair<string, object?>[] TagsOf(PortUser user) =>
    [
        new("network.local.address", user.Source.ToString()),
        new("network.peer.address", user.Destination.Address.ToString()),
        new("network.peer.port", user.Destination.Port),
    ];

    // What the package is called, without the commit.
    private static string? Version() =>
        typeof(PortMeter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0];
}
