using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>The flags of a TCP segment, by their bits (RFC 9293, 3.1).</summary>
[Flags]
public enum TcpControl : byte
{
    None = 0,
    Fin = 1,
    Syn = 2,
    Reset = 4,
    Push = 8,
    Ack = 16,
}

/// <summary>A TCP segment that the host sent to the peer.</summary>
internal sealed record Segment(int SourcePort, int DestinationPort, TcpControl Control, uint Sequence, uint Acknowledged);

/// <summary>A peer without a TCP of its own: it sends exactly the segments that a test wants, when it wants them.</summary>
/// <remarks>It is on the other end of an interface of a host that it makes. Source of the layouts: RFC 791, RFC 9293.</remarks>
internal sealed class ScriptedPeer : IDisposable
{
    private const int IPHeader = 20, TcpHeader = 20;

    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Tunnel _tunnel;
    private readonly byte[] _hostAddress = [10, 78, 0, 1];
    private readonly byte[] _address = [10, 78, 0, 2];
    private uint _next = 1000; // The sequence number of what is sent next.

    public ScriptedPeer()
    {
        Host = new NetworkHost();
        try
        {
            _tunnel = Host.Run(() => new Tunnel("scripted"));
            Host.Run(() =>
            {
                NetworkNamespace.BringUp("scripted");
                Netlink.AddAddress("scripted", new IPAddress(_hostAddress), 24);
            });
            Port = Host.Listen(new IPEndPoint(new IPAddress(_hostAddress), 7000));
        }
        catch
        {
            _tunnel?.Dispose();
            Host.Dispose();
            throw;
        }
    }

    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    public NetworkHost Host { get; }

    /// <summary>The shared port of the host, which is what a test tries.</summary>
    public SharedPort Port { get; }

    /// <summary>Where the host is to dial this peer.</summary>
    public IPEndPoint EndPoint => new(new IPAddress(_address), 6000);

    /// <summary>Sends a segment from the peer's endpoint to the shared port.</summary>
    /// <param name="flags">Its flags. With <see cref="TcpControl.Ack"/> it acknowledges all of <paramref name="received"/>.</param>
    /// <param name="received">The host's latest segment, or null before there is one.</param>
    /// <param name="data">How many bytes of data it carries.</param>
    /// <param name="toPort">Another port of the host than the shared one.</param>
    public void Send(TcpControl flags, Segment? received = null, int data = 0, int? toPort = null)
    {
        var packet = new byte[IPHeader + TcpHeader + data];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        packet[8] = 64; // Time to live.
        packet[9] = (byte)ProtocolType.Tcp;
        _address.CopyTo(packet, 12);
        _hostAddress.CopyTo(packet, 16);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, IPHeader), 0));

        Span<byte> tcp = packet.AsSpan(IPHeader);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, (ushort)EndPoint.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], (ushort)(toPort ?? Port.LocalEndPoint.Port));
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], _next);
        if (flags.HasFlag(TcpControl.Ack))
        {
            BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], Following(received!));
        }

        tcp[12] = TcpHeader / 4 << 4;
        tcp[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], 64000); // Window.
        var pseudoHeader = Sum(_address) + Sum(_hostAddress) + (int)ProtocolType.Tcp + tcp.Length;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], Checksum(tcp, pseudoHeader));
        _tunnel.Write(packet);

        _next += (uint)data + (flags.HasFlag(TcpControl.Fin) ? 1u : 0);
    }

    /// <summary>Says that the SYN was the last one. Until then it may be sent again, with the same number.</summary>
    public void SynIsDone() => _next++;

    /// <summary>Lets the peer begin a new connection.</summary>
    public void StartAnew() => _next += 100_000;

    /// <summary>The next segment of the host, which must have these flags.</summary>
    public Segment Receive(TcpControl expected)
    {
        Segment segment = TryReceive(Patience) ?? throw new TimeoutException($"The host sends nothing; expected {expected}.");
        Assert.Equal(expected, segment.Control);
        return segment;
    }

    /// <summary>The next segment of the host, or null where none comes in that time.</summary>
    public Segment? TryReceive(TimeSpan time)
    {
        var buffer = new byte[2048];
        while (true)
        {
            ReadOnlySpan<byte> packet = _tunnel.Read(buffer, time);
            if (packet.IsEmpty)
            {
                return null;
            }

            if (packet[0] >> 4 != 4 || packet[9] != (byte)ProtocolType.Tcp)
            {
                continue; // What IPv6 says to itself when an interface comes up.
            }

            ReadOnlySpan<byte> tcp = packet[IPHeader..];
            return new Segment(
                BinaryPrimitives.ReadUInt16BigEndian(tcp), BinaryPrimitives.ReadUInt16BigEndian(tcp[2..]), (TcpControl)(tcp[13] & 0x1f),
                BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]), BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]));
        }
    }

    public void Dispose()
    {
        Port.Dispose();
        _tunnel.Dispose();
        Host.Dispose();
    }

    private static uint Following(Segment segment) =>
        segment.Sequence + (segment.Control.HasFlag(TcpControl.Syn) || segment.Control.HasFlag(TcpControl.Fin) ? 1u : 0);

    private static ushort Checksum(ReadOnlySpan<byte> bytes, int start)
    {
        var sum = start + Sum(bytes);
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            sum += (bytes[i] << 8) + (i + 1 < bytes.Length ? bytes[i + 1] : 0);
        }

        return sum;
    }

    private static string? Probe()
    {
        if (NetworkNamespace.ReasonItIsMissing is { } reason)
        {
            return reason;
        }

        try
        {
            new ScriptedPeer().Dispose();
            return null;
        }
        catch (Exception e) when (e is Win32Exception or SocketException or IOException or UnauthorizedAccessException)
        {
            return $"needs an interface whose packets the test writes (/dev/net/tun), which is not permitted here: {e.Message}";
        }
    }
}
