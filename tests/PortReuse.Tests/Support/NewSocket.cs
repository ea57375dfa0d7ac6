using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>The kinds of TCP socket.</summary>
internal static class NewSocket
{
    public static Socket IPv4() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static Socket IPv6() => new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);

    public static Socket DualMode() => new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
}
