using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sockets;

public class BindForConnectTests
{
    public static TheoryData<string> Kinds => new(NewSocket.Kinds);

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void With_port_0_the_address_is_bound_and_the_port_chosen_at_connect(string kind)
    {
        IPAddress loopback = NewSocket.Loopback(kind);
        using var destination = new Destinations([new IPEndPoint(loopback, 0)]);
        using Socket socket = NewSocket.OfKind(kind);
        IPAddress bound = kind == nameof(NewSocket.DualMode) ? loopback.MapToIPv6() : loopback;

        socket.BindForConnect(new IPEndPoint(loopback, 0));
        Assert.Equal(new IPEndPoint(bound, 0), socket.GetLocalEndPoint());
        socket.Connect(destination.EndPoints[0]);
        Assert.Equal(bound, socket.GetLocalEndPoint().Address);
        Assert.NotEqual(0, socket.GetLocalEndPoint().Port);
    }

    [LinuxFact]
    public void The_connection_comes_from_the_chosen_address()
    {
        var source = IPAddress.Parse("127.0.0.77");
        using Socket listener = NewSocket.IPv4();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using Socket socket = NewSocket.IPv4();

        socket.BindForConnect(new IPEndPoint(source, 0));
        socket.Connect(listener.LocalEndPoint!);

        using Socket accepted = listener.Accept();
        Assert.Equal(socket.GetLocalEndPoint(), accepted.RemoteEndPoint);
        Assert.Equal(source, socket.GetLocalEndPoint().Address);
    }

    [Fact]
    public void With_a_port_it_is_a_plain_bind()
    {
        var port = FreePort.Everywhere();
        using Socket socket = NewSocket.IPv4();

        socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, port));

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, port), socket.GetLocalEndPoint());
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(0, RawOption.Get(socket, RawOption.IpLevel, RawOption.BindAddressNoPort));
        }
    }

    [Theory]
    [InlineData(nameof(NewSocket.IPv4), "0.0.0.0")]
    [InlineData(nameof(NewSocket.IPv6), "::")]
    [InlineData(nameof(NewSocket.DualMode), "::")]
    [InlineData(nameof(NewSocket.DualMode), "0.0.0.0")]
    [InlineData(nameof(NewSocket.DualMode), "::ffff:0.0.0.0")]
    public void A_wildcard_address_with_port_0_leaves_the_socket_unbound(string kind, string wildcard)
    {
        using Socket socket = NewSocket.OfKind(kind);

        socket.BindForConnect(new IPEndPoint(IPAddress.Parse(wildcard), 0));

        Assert.False(socket.IsBound);
        Assert.Throws<InvalidOperationException>(() => socket.GetLocalEndPoint());
    }

    [Fact]
    public void A_wildcard_address_with_a_port_is_bound()
    {
        var port = FreePort.Everywhere();
        using Socket socket = NewSocket.IPv4();

        socket.BindForConnect(new IPEndPoint(IPAddress.Any, port));

        Assert.Equal(new IPEndPoint(IPAddress.Any, port), socket.GetLocalEndPoint());
    }

    [LinuxFact]
    public void After_a_wildcard_address_a_connect_still_tries_the_next_address()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0)]);
        using Socket socket = NewSocket.IPv4();

        socket.BindForConnect(new IPEndPoint(IPAddress.Any, 0));
        socket.Connect([IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")], destination.EndPoints[0].Port);

        Assert.Equal(destination.EndPoints[0], socket.RemoteEndPoint);
    }

    [LinuxFact]
    public void After_a_chosen_address_a_connect_stops_at_the_first_failure_and_cannot_be_repeated()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Parse("127.0.0.3"), 0)]);
        using Socket socket = NewSocket.IPv4();
        socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));

        Exception first = Assert.ThrowsAny<Exception>(
            () => socket.Connect([IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")], destination.EndPoints[0].Port));
        if (Environment.Version.Major < 10)
        {
            Assert.IsType<PlatformNotSupportedException>(first); // .NET 8 does not even begin.
            return;
        }

        Assert.Equal(SocketError.ConnectionRefused, Assert.IsAssignableFrom<SocketException>(first).SocketErrorCode);
        Assert.Throws<PlatformNotSupportedException>(() => socket.Connect(destination.EndPoints[0]));
    }

    [OldKernelFact]
    public void Where_the_kernel_does_not_know_the_option_it_is_a_plain_bind() =>
        KernelWithoutTheOption.Run(KernelWithoutTheOption.NoSuchOption, () =>
        {
            using Socket socket = NewSocket.IPv4();

            socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));

            Assert.NotEqual(0, socket.GetLocalEndPoint().Port);
        });

    [Theory]
    [InlineData(nameof(NewSocket.IPv4), "::1")]
    [InlineData(nameof(NewSocket.IPv4), "::")]
    [InlineData(nameof(NewSocket.IPv4), "::ffff:127.0.0.1")]
    [InlineData(nameof(NewSocket.IPv6), "127.0.0.1")]
    [InlineData(nameof(NewSocket.IPv6), "0.0.0.0")]
    [InlineData(nameof(NewSocket.IPv6), "::ffff:127.0.0.1")]
    public void An_address_of_another_family_is_refused(string kind, string address)
    {
        using Socket socket = NewSocket.OfKind(kind);
        var localEndPoint = new IPEndPoint(IPAddress.Parse(address), 0);

        var e = Assert.Throws<ArgumentException>(() => socket.BindForConnect(localEndPoint));

        Assert.Equal("localEndPoint", e.ParamName);
        Assert.Contains(localEndPoint.ToString(), e.Message, StringComparison.Ordinal);
        socket.BindForConnect(new IPEndPoint(NewSocket.Loopback(kind), 0));
    }

    [Fact]
    public void A_missing_endpoint_is_refused()
    {
        using Socket socket = NewSocket.IPv4();

        var e = Assert.Throws<ArgumentNullException>(() => socket.BindForConnect(null!));

        Assert.Equal("localEndPoint", e.ParamName);
        socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));
    }

    [Theory]
    [InlineData(65536)]
    [InlineData(-1)]
    public void A_port_out_of_range_cannot_be_put_into_an_endpoint(int port)
    {
        using Socket socket = NewSocket.IPv4();

        Assert.Equal("port", Assert.Throws<ArgumentOutOfRangeException>(
            () => socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, port))).ParamName);
        Assert.Equal("value", Assert.Throws<ArgumentOutOfRangeException>(
            () => socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0) { Port = port })).ParamName);
        Assert.False(socket.IsBound);
    }

    [Fact]
    public void After_a_failed_bind_the_socket_can_be_bound_elsewhere()
    {
        var notLocal = IPAddress.Parse("192.0.2.1"); // RFC 5737: no machine has it.
        using Socket listener = NewSocket.IPv4();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using Socket socket = NewSocket.IPv4();

        Assert.Equal(SocketError.AddressNotAvailable, Assert.ThrowsAny<SocketException>(
            () => socket.BindForConnect(new IPEndPoint(notLocal, 0))).SocketErrorCode);
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.ThrowsAny<SocketException>(
            () => socket.BindForConnect(listener.GetLocalEndPoint())).SocketErrorCode);
        socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(IPAddress.Loopback, socket.GetLocalEndPoint().Address);
    }
}
