using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Samples;

/// <summary>A small range of ephemeral ports for the sockets of this sample alone. Takes Linux 6.3, and no privilege.</summary>
internal sealed record SmallPortRange(int Low, int High)
{
    private const int IpLevel = 0;          // IPPROTO_IP, linux/in.h
    private const int LocalPortRange = 51;  // IP_LOCAL_PORT_RANGE, linux/in.h: low | high << 16

    public override string ToString() => $"{Low} to {High}";

    /// <summary>Why a socket cannot have a range of its own here, or null where it can.</summary>
    public static string? WhyNotHere()
    {
        if (!OperatingSystem.IsLinux())
            return "this is not Linux, and only Linux lets a socket have an ephemeral port range of its own.";

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            new SmallPortRange(0, 0).ApplyTo(socket);
            return null;
        }
        catch (SocketException e)
        {
            return $"a socket has an ephemeral port range of its own from Linux 6.3 on, and this kernel has none ({e.SocketErrorCode}).";
        }
    }

    /// <summary>A part of the system's ephemeral range, no port of which is in use. Any part, so that two runs seldom meet.</summary>
    public static SmallPortRange FindFree(int ports)
    {
        int[] system = [.. File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range")
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(bound => int.Parse(bound, CultureInfo.InvariantCulture))];

        int parts = (system[1] - system[0] + 1) / ports;
        return Enumerable.Range(0, parts).Shuffle()
            .Select(part => new SmallPortRange(system[0] + (part * ports), system[0] + (part * ports) + ports - 1))
            .First(range => Enumerable.Range(range.Low, ports).All(IsFree));
    }

    /// <summary>Narrows the choice of a port for a socket that is not bound yet.</summary>
    public void ApplyTo(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(IpLevel, LocalPortRange, BitConverter.GetBytes((uint)Low | ((uint)High << 16)));
    }

    private static bool IsFree(int port)
    {
        // On a socket of ProtocolType.Tcp, .NET allows a port to be shared. This one must not be.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
