using System.Net;

namespace PortReuse.Diagnosis;

/// <summary>Whose socket found no port: what it is advised to do differs.</summary>
internal enum SocketOwner
{
    /// <summary>A socket of the program's own, or of another library.</summary>
    Program,

    /// <summary>A socket that connects, of an <see cref="OutboundConnector"/> or a <see cref="SharedPort"/>.</summary>
    Connector,

    /// <summary>A socket that listens, of a <see cref="SharedPort"/>.</summary>
    Listener,
}

/// <summary>The messages for a system that found no ephemeral port.</summary>
internal static class ExhaustionMessages
{
    private static readonly string WidenTheRange =
        OperatingSystem.IsWindows() ? "widen the range (netsh int ipv4 set dynamicport tcp)" :
        OperatingSystem.IsLinux() ? "widen the range (net.ipv4.ip_local_port_range)" :
        "widen the range (net.inet.ip.portrange.first)";

    // Elsewhere it is the system that has no such thing, and nothing can be permitted.
    private static readonly string KeepConnections = OperatingSystem.IsLinux()
        ? "Let the sandbox permit it (setsockopt with level 0 and option 24), or use a kernel that has it; without it keep"
        : "Keep";

    private static readonly string NotShared = OperatingSystem.IsLinux()
        ? " Ports that sockets hold which were bound to port 0 without IP_BIND_ADDRESS_NO_PORT are not shared."
        : "";

    /// <summary>For a bind to port 0.</summary>
    /// <param name="source">The address.</param>
    /// <param name="pressure">How full the range is.</param>
    /// <param name="user">Whose socket it is.</param>
    /// <param name="refusal">How the system refuses to leave the choice of the port to the connect; null where it does not.</param>
    public static (PortErrorCause, string) Bind(IPAddress source, PortPressure pressure, SocketOwner user, string? refusal)
    {
        var told = pressure.Told;
        if (told is null || told.User != user || told.Refusal != refusal)
        {
            (var cause, var message) = WriteBind(source, pressure, user, refusal);
            told = pressure.Keep(told, new ToldPressure(user, refusal, cause, message));
        }

        return (told.Cause, told.Message);
    }

    /// <summary>For a connect that chooses the port.</summary>
    /// <param name="source">The local address.</param>
    /// <param name="remote">The destination.</param>
    /// <param name="pressure">How full the range is.</param>
    /// <param name="user">Whose socket it is.</param>
    public static (PortErrorCause, string) Connect(IPAddress source, IPEndPoint remote, PortPressure pressure, SocketOwner user)
    {
        var told = pressure.Told;
        if (told is null || told.User != user)
        {
            (var cause, var message) = WriteConnect(source, remote, pressure, user);
            told = pressure.Keep(told, new ToldPressure(user, null, cause, message));
        }

        return (told.Cause, told.Message);
    }

    private static (PortErrorCause, string) WriteBind(IPAddress source, PortPressure pressure, SocketOwner user, string? refusal)
    {
        var figures = pressure.Figures($"held by {source}");
        if (!pressure.IsFull)
        {
            return (PortErrorCause.Unknown,
                $"The bind to {source} and port 0 found no port, though the range is not full{figures}. Look for a policy of the system that forbids it.");
        }

        var advice = (user, refusal) switch
        {
            (SocketOwner.Listener, _) =>
                $"Close sockets that are not needed, listen on a chosen port outside the range, or {WidenTheRange}.",
            (_, not null) =>
                $"Such a bind takes a port for itself alone, whatever the destination. {refusal} {KeepConnections} connections and use them again, connect " +
                $"from more source addresses, or {WidenTheRange}.",
            _ =>
                "Such a bind takes a port for itself alone, whatever the destination: call " +
                $"{nameof(SocketExtensions.BindForConnect)} or {nameof(SocketExtensions.TrySetBindAddressNoPort)} before " +
                $"each bind of a socket that connects, use {nameof(OutboundConnector)}, or {WidenTheRange}.",
        };
        return (PortErrorCause.EphemeralPortsExhausted, $"No ephemeral port is left for a bind to {source} and port 0{figures}. {advice}");
    }

    private static (PortErrorCause, string) WriteConnect(IPAddress source, IPEndPoint remote, PortPressure pressure, SocketOwner user)
    {
        var figures = pressure.Figures($"used by {source} for {remote}");
        var sources = user == SocketOwner.Program ? $" (several sources of an {nameof(OutboundConnector)})" : "";
        return pressure.IsFull
            ? (PortErrorCause.EphemeralPortsExhausted,
                $"No ephemeral port is left for a connection from {source} to {remote}{figures}. Keep connections and use them again, connect from a second " +
                $"source address{sources}, or {WidenTheRange}.{NotShared}")
            : (PortErrorCause.Unknown,
                $"The system found no port for a connection from {source} to {remote}, though the range is not full{figures}. " +
                "Look for a policy of the system that forbids it.");
    }
}
