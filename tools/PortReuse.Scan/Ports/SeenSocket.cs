using System.Net;
using System.Runtime.InteropServices;
using PortReuse.Diagnosis;

namespace PortReuse.Scan.Ports;

/// <summary>What is remembered of a socket that holds an ephemeral port.</summary>
/// <param name="Local">Its own address and port.</param>
/// <param name="Remote">Where it is connected to; null where it is not.</param>
/// <param name="State">What it does.</param>
/// <param name="User">The number of its user.</param>
/// <param name="Inode">The number that its process knows it by.</param>
/// <param name="LeavesPortToConnect">Whether <c>IP_BIND_ADDRESS_NO_PORT</c> is set; null where the kernel does not say.</param>
internal sealed record SeenSocket(
    IPEndPoint Local, IPEndPoint? Remote, TcpSocketState State, uint? User, uint Inode, bool? LeavesPortToConnect)
{
    public bool IsConnection =>
        Remote is not null && State is not (TcpSocketState.TimeWait or TcpSocketState.Listen or TcpSocketState.BoundInactive);

    public static SeenSocket Of(in TcpSocketEntry entry)
    {
        var local = new IPEndPoint(new IPAddress(entry.LocalAddress), entry.LocalPort);
        var remote = entry.RemotePort == 0 ? null : new IPEndPoint(new IPAddress(entry.RemoteAddress), entry.RemotePort);
        return new(local, remote, entry.State, entry.User, entry.Inode, OptionIn(entry.Attributes));
    }

    /// <summary><c>struct inet_diag_sockopt</c>: bits, the one in question the first of the second byte (linux/inet_diag.h).</summary>
    private static bool? OptionIn(ReadOnlySpan<byte> attributes)
    {
        const int header = 4, socketOptions = 22; // struct nlattr, INET_DIAG_SOCKOPT
        while (attributes.Length >= header)
        {
            int size = MemoryMarshal.Read<ushort>(attributes), type = MemoryMarshal.Read<ushort>(attributes[2..]);
            if (size < header || size > attributes.Length)
            {
                break;
            }

            if (type == socketOptions && size >= header + 2)
            {
                return (attributes[header + 1] & 1) != 0;
            }

            attributes = attributes[Math.Min((size + 3) & ~3, attributes.Length)..];
        }

        return null;
    }
}

/// <summary>Collects the sockets that hold a port of the range, and the ports that anybody listens on.</summary>
internal readonly struct SocketCollector(EphemeralPortSettings settings) : ITcpSocketVisitor
{
    public List<SeenSocket> Sockets { get; } = [];

    public void StartAnew() => Sockets.Clear();

    public void Visit(in TcpSocketEntry entry)
    {
        if (settings.Range is null ? entry.LocalPort != 0 : settings.IsUsable(entry.LocalPort))
        {
            Sockets.Add(SeenSocket.Of(entry));
        }
    }
}
