using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Sockets;

public class GetLocalEndPointTests
{
    [LinuxFact]
    public void It_does_not_make_LocalEndPoint_stale()
    {
        using Destinations destinations = Destinations.FourAddresses();
        using Socket socket = NewSocket.IPv4();
        socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal(0, socket.GetLocalEndPoint().Port);
        socket.Connect(destinations.EndPoints[0]);

        Assert.NotEqual(0, ((IPEndPoint)socket.LocalEndPoint!).Port);
        Assert.Equal(socket.LocalEndPoint, socket.GetLocalEndPoint());
    }

    [Theory]
    [InlineData(SocketType.Stream, AddressFamily.InterNetwork, "127.0.0.1")]
    [InlineData(SocketType.Stream, AddressFamily.InterNetwork, "0.0.0.0")]
    [InlineData(SocketType.Stream, AddressFamily.InterNetworkV6, "::1")]
    [InlineData(SocketType.Stream, AddressFamily.InterNetworkV6, "::")]
    [InlineData(SocketType.Dgram, AddressFamily.InterNetwork, "127.0.0.1")]
    [InlineData(SocketType.Dgram, AddressFamily.InterNetworkV6, "::1")]
    public void A_bound_socket_has_what_LocalEndPoint_says(SocketType type, AddressFamily family, string address)
    {
        using var socket = new Socket(family, type, ProtocolType.Unspecified);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));

        IPEndPoint local = socket.GetLocalEndPoint();

        Assert.Equal(socket.LocalEndPoint, local);
        Assert.NotEqual(0, local.Port);
    }

    [Fact]
    public void An_accepted_socket_and_one_that_was_never_bound_have_one_too()
    {
        using Socket listener = NewSocket.IPv4();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using Socket client = NewSocket.IPv4();
        client.Connect(listener.GetLocalEndPoint());
        using Socket accepted = listener.Accept();

        Assert.Equal(accepted.RemoteEndPoint, client.GetLocalEndPoint());
        Assert.Equal(client.RemoteEndPoint, accepted.GetLocalEndPoint());
    }

    [NamespaceFact(DisplayName = "in a private network namespace: a link-local address keeps its scope")]
    public void A_link_local_address_keeps_its_scope() => NetworkNamespace.Run(() =>
    {
        // No interface has the address; one that is given to an interface is not usable at once.
        File.WriteAllText("/proc/sys/net/ipv6/ip_nonlocal_bind", "1");
        var address = new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), NetworkInterface.IPv6LoopbackInterfaceIndex);
        using Socket socket = NewSocket.IPv6();
        socket.Bind(new IPEndPoint(address, 0));

        Assert.Equal(address, socket.GetLocalEndPoint().Address);
        Assert.Equal(socket.LocalEndPoint, socket.GetLocalEndPoint());
    });

    [Fact]
    public void An_unbound_socket_has_none()
    {
        using Socket socket = NewSocket.IPv4();

        Assert.Throws<InvalidOperationException>(() => socket.GetLocalEndPoint());
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(socket.LocalEndPoint, socket.GetLocalEndPoint());
    }

    [Fact]
    public void It_may_race_with_a_disposal()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        for (var i = 0; i < 300; i++)
        {
            Socket socket = NewSocket.IPv4();
            socket.Connect(destination.EndPoints[0]);
            socket.LingerState = new LingerOption(true, 0); // A reset leaves no port in TIME_WAIT.
            IPEndPoint expected = socket.GetLocalEndPoint();

            var readers = new Task<Exception>[2];
            using var started = new CountdownEvent(readers.Length);
            for (var reader = 0; reader < readers.Length; reader++)
            {
                readers[reader] = Task.Factory.StartNew(ReadUntilItFails, TaskCreationOptions.LongRunning);
            }

            started.Wait();
            socket.Dispose();

            // The endpoint of this socket as long as there is one; never another, and no other failure.
            Assert.All(readers, reader => Assert.IsType<ObjectDisposedException>(reader.Result));

            Exception ReadUntilItFails()
            {
                started.Signal();
                return Record.Exception(void () =>
                {
                    while (true)
                    {
                        Assert.Equal(expected, socket.GetLocalEndPoint());
                    }
                })!;
            }
        }
    }
}
