using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>The kinds of TCP socket, and the loopback address that each is tried with.</summary>
internal static class NewSocket
{
    public static readonly string[] Kinds = [nameof(IPv4), nameof(IPv6), nameof(DualMode)];

    public static Socket IPv4() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static Socket IPv6() => new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);

    public static Socket DualMode() => new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };

    public static Socket OfKind(string kind) => kind switch
    {
        nameof(IPv4) => IPv4(),
        nameof(IPv6) => IPv6(),
        nameof(DualMode) => DualMode(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of socket."),
    };

    public static IPAddress Loopback(string kind) => kind == nameof(IPv6) ? IPAddress.IPv6Loopback : IPAddress.Loopback;
}
