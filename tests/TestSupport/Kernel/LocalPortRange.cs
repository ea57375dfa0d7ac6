using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace PortReuse.TestSupport.Kernel;

/// <summary>An ephemeral port range of one's own, set on each socket (<c>IP_LOCAL_PORT_RANGE</c>, Linux 6.3). Takes no privilege.</summary>
internal sealed class LocalPortRange
{
    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);
    private static int _next = -1;

    private LocalPortRange(int low, int ports)
    {
        Low = low;
        Ports = ports;
    }

    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    public int Low { get; }

    public int Ports { get; }

    public int High => Low + Ports - 1;

    public override string ToString() => $"{Low}-{High}";

    /// <summary>A range inside the system's, no port of which any socket of this machine holds now.</summary>
    /// <remarks>No range is given twice, so that no test sees what an earlier one left behind.</remarks>
    public static LocalPortRange FindFree(int ports)
    {
        // Bounds outside the system's range are ignored, without an error.
        int[] system = [.. File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(bound => int.Parse(bound, CultureInfo.InvariantCulture))];

        if (_next < system[0])
        {
            _next = system[0] + (Environment.ProcessId * 64 % (system[1] - system[0]) / 2);
        }

        for (var low = _next; low + ports - 1 <= system[1]; low += ports)
        {
            if (Enumerable.Range(low, ports).All(IsFree))
            {
                _next = low + ports;
                return new LocalPortRange(low, ports);
            }
        }

        throw new InvalidOperationException($"No {ports} free ports in a row from {_next} to {system[1]}.");
    }

    /// <summary>Narrows the choice of a port for the socket. To be called before it is bound or connected.</summary>
    [SupportedOSPlatform("linux")]
    public void ApplyTo(Socket socket)
    {
        var value = (uint)Low | ((uint)High << 16);
        socket.SetRawSocketOption(RawOption.IpLevel, RawOption.LocalPortRange, BitConverter.GetBytes(value));
    }

    private static bool IsFree(int port)
    {
        // .NET lets a socket of ProtocolType.Tcp share a port with others that would, and this one must not.
        using var socket = Socket.OSSupportsIPv6
            ? new Socket(SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new IPEndPoint(Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux: IP_LOCAL_PORT_RANGE";
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetRawSocketOption(RawOption.IpLevel, RawOption.LocalPortRange, BitConverter.GetBytes(0u));
            return null;
        }
        catch (SocketException e)
        {
            return $"needs IP_LOCAL_PORT_RANGE (Linux 6.3), which this kernel does not have: {e.Message}";
        }
    }
}
