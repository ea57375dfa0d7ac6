using System.Net;

namespace PortReuse.Diagnosis;

/// <summary>The states of a TCP socket that matter here, by the kernel's numbers (<c>net/tcp_states.h</c>).</summary>
internal enum TcpSocketState : byte
{
    Established = 1,

    /// <summary>A connect is on the way.</summary>
    SynSent = 2,

    /// <summary>A connection of the other side is on the way; it has no socket yet.</summary>
    SynReceived = 3,

    TimeWait = 6,

    /// <summary>Not connected. The kernel shows such a socket only where it is bound.</summary>
    Closed = 7,

    /// <summary>The other side has closed its end, and this side has not.</summary>
    CloseWait = 8,

    Listen = 10,

    /// <summary>Bound, and neither listening nor connected: asked for by this number from Linux 6.8 on, and answered as closed.</summary>
    BoundInactive = 13,
}

/// <summary>A TCP socket of this machine, of any process, as it was a moment ago.</summary>
/// <remarks>An IPv4-mapped address is shown as the IPv4 address that it stands for.</remarks>
internal readonly ref struct TcpSocketEntry
{
    public ReadOnlySpan<byte> LocalAddress { get; init; }

    public int LocalPort { get; init; }

    public ReadOnlySpan<byte> RemoteAddress { get; init; }

    public int RemotePort { get; init; }

    public TcpSocketState State { get; init; }

    /// <summary>The number of the user that owns the socket; null where it is not shown.</summary>
    public uint? User { get; init; }

    /// <summary>
    /// The number by which a descriptor names the socket (<c>socket:[4242]</c>); 0 where no program has it open, or it is not shown.
    /// </summary>
    public uint Inode { get; init; }

    /// <summary>
    /// The kernel's further attributes of it (<c>INET_DIAG_…</c>, as netlink attributes); empty if they were not asked for.
    /// </summary>
    public ReadOnlySpan<byte> Attributes { get; init; }

    public bool IsFrom(ReadOnlySpan<byte> localAddress) => LocalAddress.SequenceEqual(localAddress);

    public bool IsTo(ReadOnlySpan<byte> remoteAddress, int remotePort) =>
        RemotePort == remotePort && RemoteAddress.SequenceEqual(remoteAddress);

    public string LocalEndPoint() => new IPEndPoint(new IPAddress(LocalAddress), LocalPort).ToString();
}

/// <summary>Looks at sockets one after the other.</summary>
internal interface ITcpSocketVisitor
{
    void Visit(in TcpSocketEntry entry);

    /// <summary>Forgets what was shown: the system broke off, and shows all of it again in another way.</summary>
    void StartAnew();
}
