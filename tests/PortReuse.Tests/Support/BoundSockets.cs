using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PortReuse.Tests.Support;

/// <summary>
/// Whether <c>sock_diag</c> shows a socket that is bound and neither listens nor is connected (Linux 6.8). Found by asking for one, without
/// the code under test.
/// </summary>
internal static class BoundSockets
{
    private const ushort ByFamily = 20;                         // SOCK_DIAG_BY_FAMILY, linux/sock_diag.h
    private const int NetlinkHeader = 16, Request = 56;         // struct nlmsghdr, struct inet_diag_req_v2
    private const int BoundInactive = 13;                       // TCP_BOUND_INACTIVE, net/tcp_states.h

    private static readonly Lazy<string?> LazyReasonTheyAreNotShown = new(Probe);

    public static string? ReasonTheyAreNotShown => LazyReasonTheyAreNotShown.Value;

    public static bool AreShown => ReasonTheyAreNotShown is null;

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux: sock_diag";
        }

        using Socket bound = NewSocket.IPv4();
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return IsShown(((IPEndPoint)bound.LocalEndPoint!).Port)
            ? null
            : "needs a kernel whose sock_diag shows a socket that is only bound (Linux 6.8): this one does not";
    }

    private static bool IsShown(int port)
    {
        const ushort requestFlag = 1, dump = 0x300;     // NLM_F_REQUEST, NLM_F_DUMP, linux/netlink.h
        const byte inet = 2, tcp = 6;                   // AF_INET, IPPROTO_TCP

        Span<byte> message = stackalloc byte[NetlinkHeader + Request];
        message.Clear();
        MemoryMarshal.Write(message, message.Length);
        MemoryMarshal.Write(message[4..], ByFamily);
        MemoryMarshal.Write(message[6..], (ushort)(requestFlag | dump));
        Span<byte> request = message[NetlinkHeader..];
        request[0] = inet;
        request[1] = tcp;
        MemoryMarshal.Write(request[4..], 1u << BoundInactive);
        BinaryPrimitives.WriteUInt16BigEndian(request[8..], (ushort)port);

        Span<byte> answer = stackalloc byte[4096];
        const int sockDiag = 4; // NETLINK_SOCK_DIAG
        var length = Netlink.Ask(sockDiag, message, answer);

        // The socket itself, or the end of an empty list, or an error: of what is not asked for by its port nothing comes.
        return length > NetlinkHeader && MemoryMarshal.Read<ushort>(answer[4..]) == ByFamily;
    }
}
