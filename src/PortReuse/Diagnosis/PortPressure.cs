using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PortReuse;

/// <summary>How full the range of ephemeral ports was, right after a port was asked for in vain.</summary>
/// <param name="Range">The range that the port was to come from; null where the system does not tell it.</param>
/// <param name="Usable">How many ports it has without the reserved ones.</param>
/// <param name="Taken">How many of them any socket holds; null where the system does not show its sockets.</param>
/// <param name="ByConnections">How many of them the source uses for the very destination, or for any where none is given.</param>
internal sealed record PortPressure(PortRange? Range, int Usable, int? Taken, int ByConnections)
{
    /// <summary>A socket may have closed between the failure and the look, so that not quite all of the range need be taken.</summary>
    private bool IsFull => Taken is not { } taken || !TcpSockets.ShowsBoundSockets || taken * 10L >= Usable * 9L;

    public static PortPressure Measure(IPAddress source, IPEndPoint? remote, Socket? socket)
    {
        EphemeralPortSettings settings = EphemeralPorts.GetSettings();
        if (settings.Range is not { } range)
            return new PortPressure(null, 0, null, 0);

        if (OperatingSystem.IsLinux() && socket is not null && LocalPortRangeOption.TryGet(socket) is { } own)
            settings = settings with { Range = range = Narrowed(range, own) };

        var visitor = new Visitor(AddressBytes.Of(source), remote is null ? null : AddressBytes.Of(remote.Address), remote?.Port ?? 0, settings);
        bool isShown = TcpSockets.TryVisit(ref visitor);
        return new PortPressure(range, settings.UsableCount ?? 0, isShown ? visitor.Taken : null, visitor.ByConnections);
    }

    public (PortErrorCause, string) ExplainBind(IPAddress source) => IsFull
        ? (PortErrorCause.EphemeralPortsExhausted,
            $"No ephemeral port is left for a bind to {source} and port 0{Figures($"held by {source}")}. Such a bind takes a port for itself alone, whatever " +
            $"the destination: call {nameof(SocketExtensions.BindForConnect)} or {nameof(SocketExtensions.TrySetBindAddressNoPort)} before " +
            $"each bind of a socket that connects, use {nameof(OutboundConnector)}, or widen the range (net.ipv4.ip_local_port_range).")
        : (PortErrorCause.Unknown,
            $"The bind to {source} and port 0 found no port, though the range is not full{Figures($"held by {source}")}. Look for a policy " +
            "of the system that forbids it.");

    public (PortErrorCause, string) ExplainConnect(IPAddress source, IPEndPoint remote) => IsFull
        ? (PortErrorCause.EphemeralPortsExhausted,
            $"No ephemeral port is left for a connection from {source} to {remote}{Figures($"used by {source} for {remote}")}. Keep connections and " +
            $"use them again, connect from a second source address (several sources of an {nameof(OutboundConnector)}), or widen the range " +
            "(net.ipv4.ip_local_port_range). Ports that sockets hold which were bound to port 0 without IP_BIND_ADDRESS_NO_PORT are not shared.")
        : (PortErrorCause.Unknown,
            $"The system found no port for a connection from {source} to {remote}, though the range is not full{Figures($"used by {source} for {remote}")}. " +
            "Look for a policy of the system that forbids it.");

    private string Figures(string byConnections) => (Range, Taken) switch
    {
        (null, _) => "",
        ({ } range, null) => string.Create(CultureInfo.InvariantCulture, $" ({Usable} ports of {range})"),
        ({ } range, { } taken) => string.Create(
            CultureInfo.InvariantCulture, $" ({taken} of the {Usable} ports of {range} are taken, {ByConnections} of them {byConnections})"),
    };

    // A bound outside the system's range is ignored.
    private static PortRange Narrowed(PortRange range, PortRange own)
    {
        int low = own.Low != 0 && range.Contains(own.Low) ? own.Low : range.Low;
        int high = own.High != 0 && range.Contains(own.High) ? own.High : range.High;
        return low <= high ? new PortRange(low, high) : range;
    }

    private struct Visitor(byte[] source, byte[]? remote, int remotePort, EphemeralPortSettings settings) : ITcpSocketVisitor
    {
        private readonly PortSet _taken = new();
        private readonly PortSet _byConnections = new();

        public readonly int Taken => _taken.Count;

        public readonly int ByConnections => _byConnections.Count;

        public readonly void Visit(in TcpSocketEntry entry)
        {
            if (!settings.IsUsable(entry.LocalPort))
                return;

            _taken.Add(entry.LocalPort);
            if (entry.IsFrom(source) && (remote is null || entry.IsTo(remote, remotePort)))
                _byConnections.Add(entry.LocalPort);
        }
    }
}
