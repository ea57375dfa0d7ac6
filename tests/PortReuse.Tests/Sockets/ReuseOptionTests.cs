using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Sockets;

/// <summary>The reuse options, each alone, as .NET cannot set them.</summary>
public class ReuseOptionTests
{
    public static TheoryData<string> Kinds => [.. NewSocket.Kinds, "UDP"];

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void SetReusePort_sets_it_alone(string kind)
    {
        using Socket socket = OfKind(kind);

        socket.SetReusePort(true);
        Assert.Equal((1, 0), Options(socket));
        socket.SetReusePort(false);
        Assert.Equal((0, 0), Options(socket));
    }

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void SetReuseAddress_sets_it_alone(string kind)
    {
        using Socket socket = OfKind(kind);

        socket.SetReuseAddress(true);
        Assert.Equal((0, 1), Options(socket));
        socket.SetReuseAddress(false);
        Assert.Equal((0, 0), Options(socket));
    }

    [LinuxFact]
    public void Each_leaves_the_other_as_it_is()
    {
        using Socket socket = NewSocket.IPv4();
        PortSharing.Set(socket, PortSharing.ReuseAddress);
        Assert.Equal((1, 1), Options(socket));

        socket.SetReuseAddress(false);
        Assert.Equal((1, 0), Options(socket));
        socket.SetReuseAddress(true);
        socket.SetReusePort(false);
        Assert.Equal((0, 1), Options(socket));
    }

    [LinuxFact]
    public void SetReusePort_lets_a_listener_and_a_dialer_share_a_port()
    {
        using Socket listener = NewSocket.IPv4();
        listener.SetReusePort(true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using Socket dialer = NewSocket.IPv4();
        dialer.SetReusePort(true);

        dialer.Bind(listener.LocalEndPoint!);

        Assert.Equal(listener.LocalEndPoint, dialer.LocalEndPoint);
    }

    [LinuxFact]
    public void SetReuseAddress_does_not()
    {
        using Socket listener = NewSocket.IPv4();
        listener.SetReuseAddress(true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using Socket dialer = NewSocket.IPv4();
        dialer.SetReuseAddress(true);

        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => dialer.Bind(listener.LocalEndPoint!)));
    }

    [LinuxTheory]
    [InlineData(ProtocolType.Tcp, 1)]
    [InlineData(ProtocolType.Unspecified, 0)]
    public void SetReuseAddress_false_does_not_last_over_the_bind_of_a_Tcp_socket(ProtocolType protocol, int expected)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, protocol);

        socket.SetReuseAddress(false);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal((0, expected), Options(socket));
    }

    private static Socket OfKind(string kind) =>
        kind == "UDP" ? new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) : NewSocket.OfKind(kind);

    private static (int ReusePort, int ReuseAddress) Options(Socket socket) => (
        RawOption.Get(socket, RawOption.SocketLevel, RawOption.ReusePort),
        RawOption.Get(socket, RawOption.SocketLevel, RawOption.ReuseAddress));
}
