using System.Net;
using PortReuse.Connecting;
using PortReuse.Diagnosis;

namespace PortReuse.Scan.Ports;

/// <summary>The ephemeral ports of this machine at a moment, as the system shows them to this user.</summary>
/// <param name="Time">The moment.</param>
/// <param name="Settings">The range, and the settings that bear on it.</param>
/// <param name="Shown">Which sockets the system has shown.</param>
/// <param name="Sources">The addresses that hold ports, the fullest first.</param>
/// <param name="Takers">Who keeps ports from others by a plain bind, the greediest first.</param>
/// <param name="HiddenProcesses">How many processes do not show this user their sockets.</param>
internal sealed record PortsReport(
    DateTimeOffset Time,
    EphemeralPortSettings Settings,
    ShownSockets Shown,
    IReadOnlyList<SourcePorts> Sources,
    IReadOnlyList<PortTaker> Takers,
    int HiddenProcesses)
{
    /// <summary>The destinations towards which a source uses half of the ports or more.</summary>
    public IEnumerable<(IPAddress Source, DestinationPorts Destination)> PastHalf =>
        Sources.SelectMany(source => source.Destinations.Where(destination => destination.IsPastHalf)
            .Select(destination => (source.Address, destination)));
}

/// <summary>The ephemeral ports that one address holds. A port that sockets of several kinds have counts for each kind.</summary>
/// <param name="Address">The address; a wildcard one stands for itself.</param>
/// <param name="Held">All of them, each once.</param>
/// <param name="Bound">Those of sockets that are bound and neither listen nor are connected.</param>
/// <param name="Connected">Those of connections, and of ones that are being made.</param>
/// <param name="TimeWait">Those of connections that have ended, and wait.</param>
/// <param name="Listening">Those of listeners.</param>
/// <param name="Destinations">Where most of the connections lead, and wherever half of the ports are used.</param>
internal sealed record SourcePorts(
    IPAddress Address, int Held, int Bound, int Connected, int TimeWait, int Listening, IReadOnlyList<DestinationPorts> Destinations);

/// <summary>How many ports an address uses towards a destination: no more than the range has.</summary>
internal sealed record DestinationPorts(IPEndPoint Destination, int Ports, bool IsPastHalf);

/// <summary>
/// A process that binds to a port before it knows where to connect to: nobody else can use the port, towards any destination.
/// </summary>
/// <param name="ProcessId">Its number; null where this user is not shown whose socket it is.</param>
/// <param name="Name">Its name, or that of the user.</param>
/// <param name="Source">The address that it binds.</param>
/// <param name="Bound">How many of its ports are bound, and not connected.</param>
/// <param name="Connected">How many are connected.</param>
internal sealed record PortTaker(int? ProcessId, string Name, IPAddress Source, int Bound, int Connected);
