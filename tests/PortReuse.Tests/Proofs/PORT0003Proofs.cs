using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests.Proofs;

/// <summary>From a listener's port, one connection to a peer is all there is: the second connect collides with it.</summary>
public class PORT0003Proofs(ITestOutputHelper output)
{
    public static TheoryData<string> Connects => new(Dial.Ways);

    [LinuxTheory]
    [MemberData(nameof(Connects))]
    public async Task The_peer_that_holds_the_connection_s_other_end_cannot_connect(string way)
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        using Socket link = PortSharing.DialerOf(a);
        Assert.Equal(SocketError.Success, await Dial.By(way, link, b.LocalEndPoint!));

        using Socket opposite = PortSharing.DialerOf(b);
        Assert.Equal(SocketError.AddressNotAvailable, await Dial.By(way, opposite, a.LocalEndPoint!));

        // What it wanted is there already: it waits to be accepted.
        using Socket accepted = b.Accept();
        Assert.Equal(a.LocalEndPoint, accepted.RemoteEndPoint);
        Assert.False(Waits(a, 0));
    }

    [LinuxTheory]
    [MemberData(nameof(Connects))]
    public async Task A_second_connect_in_the_same_direction_fails_too(string way)
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        using Socket link = PortSharing.DialerOf(a);
        Assert.Equal(SocketError.Success, await Dial.By(way, link, b.LocalEndPoint!));

        using Socket second = PortSharing.DialerOf(a);
        Assert.Equal(SocketError.AddressNotAvailable, await Dial.By(way, second, b.LocalEndPoint!));
    }

    [LinuxFact]
    public void It_is_the_pair_of_endpoints_that_collides_and_another_peer_is_reached()
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        using Socket c = PortSharing.SharedListener();
        using Socket toB = PortSharing.DialerOf(a);
        toB.Connect(b.LocalEndPoint!);

        using Socket toC = PortSharing.DialerOf(a);
        toC.Connect(c.LocalEndPoint!);

        Assert.Equal(toB.LocalEndPoint, toC.LocalEndPoint);
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Repaired_it_connects_from_a_port_of_the_kernel_s_choice(bool sameDirection)
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        using Socket link = DialOrFallBack(a.LocalEndPoint!, b.LocalEndPoint!);
        Assert.Equal(a.LocalEndPoint, link.LocalEndPoint);
        using Socket accepted = b.Accept();

        (Socket from, Socket to) = sameDirection ? (a, b) : (b, a);
        using Socket second = DialOrFallBack(from.LocalEndPoint!, to.LocalEndPoint!);

        Assert.NotEqual(from.LocalEndPoint, second.LocalEndPoint);
        using Socket acceptedToo = to.Accept();
        Assert.Equal(second.LocalEndPoint, acceptedToo.RemoteEndPoint);
        second.Send([42]);
        var received = new byte[1];
        Assert.Equal(1, acceptedToo.Receive(received));
        Assert.Equal(42, received[0]);
    }

    [LinuxFact]
    public void Repaired_the_socket_that_failed_is_gone()
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        using Socket link = DialOrFallBack(a.LocalEndPoint!, b.LocalEndPoint!);
        var before = OpenSockets.Count();

        DialOrFallBack(b.LocalEndPoint!, a.LocalEndPoint!).Dispose();

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxFact]
    public void Both_at_the_same_instant_have_one_connection_and_one_of_them_may_see_no_failure()
    {
        const int tries = 300;
        int collisions = 0, simultaneous = 0;
        for (var i = 0; i < tries; i++)
        {
            using Socket a = PortSharing.SharedListener();
            using Socket b = PortSharing.SharedListener();
            using Socket fromA = PortSharing.DialerOf(a);
            using Socket fromB = PortSharing.DialerOf(b);
            (SocketError ofA, SocketError ofB) = AtTheSameInstant(fromA, b.LocalEndPoint!, fromB, a.LocalEndPoint!);
            if ((ofA, ofB) == (SocketError.Success, SocketError.Success))
            {
                // A simultaneous open: the two sockets are the two ends of one connection.
                Assert.False(Waits(a, 0) || Waits(b, 0));
                fromA.Send([42]);
                Assert.Equal(1, fromB.Receive(new byte[2]));
                simultaneous++;
            }
            else
            {
                // The one that failed has the connection waiting at its listener.
                Assert.Contains((ofA, ofB), new[]
                {
                    (SocketError.Success, SocketError.AddressNotAvailable),
                    (SocketError.AddressNotAvailable, SocketError.Success),
                });
                (Socket failed, Socket other) = ofA == SocketError.Success ? (b, a) : (a, b);
                Assert.True(Waits(failed, 10_000_000));
                Assert.False(Waits(other, 0));
                collisions++;
            }

            Reset.Close(fromA);
            Reset.Close(fromB);
        }

        output.WriteLine($"{tries} tries: {collisions} times one side failed, {simultaneous} times none did.");
    }

    [LinuxFact]
    public void A_connect_to_the_listener_s_own_endpoint_is_a_connection_with_itself()
    {
        using Socket listener = PortSharing.SharedListener();
        using Socket socket = PortSharing.DialerOf(listener);

        socket.Connect(listener.LocalEndPoint!);

        Assert.Equal(socket.LocalEndPoint, socket.RemoteEndPoint);
        Assert.False(Waits(listener, 0));
        socket.Send([42]);
        Assert.Equal(1, socket.Receive(new byte[2]));
        Reset.Close(socket);
    }

    [NamespaceTheory(DisplayName = "in a private network namespace: a connection closed a moment ago collides without TCP timestamps")]
    [InlineData(true, SocketError.Success)]
    [InlineData(false, SocketError.AddressNotAvailable)]
    public void A_closed_connection(bool timestamps, SocketError expected) => NetworkNamespace.Run(() =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/tcp_timestamps", timestamps ? "1" : "0");
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        Socket link = PortSharing.DialerOf(a);
        link.Connect(b.LocalEndPoint!);
        Connected.CloseInTurn(link, b.Accept());

        using Socket second = PortSharing.DialerOf(a);
        Assert.Equal(expected, Dial.Error(() => second.Connect(b.LocalEndPoint!)));
    });

    [LinuxFact]
    public void An_address_that_is_not_of_this_machine_fails_the_same_way_at_the_bind()
    {
        // 192.0.2.0/24 is for documentation (RFC 5737).
        SocketError error = Dial.Error(() =>
            PortSharing.Bound(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0), PortSharing.ReuseAddress).Dispose());
        Assert.Equal(SocketError.AddressNotAvailable, error);
    }

    /// <summary>The repaired shape, as the rule's page has it.</summary>
    private static Socket DialOrFallBack(EndPoint local, EndPoint peer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
        try
        {
            socket.Connect(peer);
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            var fresh = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            fresh.Connect(peer);
            return fresh;
        }
    }

    private static (SocketError First, SocketError Second) AtTheSameInstant(
        Socket first, EndPoint toFirst, Socket second, EndPoint toSecond)
    {
        using var start = new Barrier(2);
        SocketError errorOfFirst = default;
        var thread = new Thread(() =>
        {
            start.SignalAndWait();
            errorOfFirst = Dial.Error(() => first.Connect(toFirst));
        });
        thread.Start();
        start.SignalAndWait();
        SocketError errorOfSecond = Dial.Error(() => second.Connect(toSecond));
        thread.Join();
        return (errorOfFirst, errorOfSecond);
    }

    /// <summary>Whether a connection waits to be accepted, or comes to wait in that time.</summary>
    private static bool Waits(Socket listener, int microseconds) => listener.Poll(microseconds, SelectMode.SelectRead);
}
