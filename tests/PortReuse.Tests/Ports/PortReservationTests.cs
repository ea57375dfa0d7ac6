using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Ports;

/// <summary>A reserved port: nobody is given it, and the server that is told of it binds it.</summary>
public class PortReservationTests
{
    public static TheoryData<string, string> Takers
    {
        get
        {
            var takers = new TheoryData<string, string>();
            foreach (var address in new[] { "127.0.0.1", "127.0.0.2", "0.0.0.0", "::1", "::" })
            {
                foreach (var option in ServerSocket.Options)
                {
                    takers.Add(address, option);
                }
            }

            return takers;
        }
    }

    /// <summary>Every other port of the range is taken, as the next program would take it.</summary>
    [NamespaceTheory]
    [MemberData(nameof(Takers))]
    public void No_bind_to_port_0_is_given_it(string address, string option) => NetworkNamespace.Run(() =>
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        using var taken = new SocketList();

        SocketError error = Dial.Error(() =>
        {
            while (true)
            {
                Assert.NotEqual(reservation.Port, ServerSocket
                    .PortOf(taken.Add(ServerSocket.Bound(new IPEndPoint(IPAddress.Parse(address), 0), option))));
            }
        });

        Assert.Equal(SocketError.AddressAlreadyInUse, error);
        Assert.Equal(NetworkNamespace.EphemeralPorts - 1, taken.Count);
        ServerSocket.Listening(reservation.EndPoint, PortSharing.RawReuseAddress).Dispose();
    });

    [NamespaceTheory]
    [InlineData("127.0.0.1", "not bound")]
    [InlineData("127.0.0.1", "NO_PORT")]
    [InlineData("127.0.0.2", "NO_PORT")]
    [InlineData("::1", "not bound")]
    [InlineData("::1", "NO_PORT")]
    public void No_connect_is_given_it(string source, string way) => NetworkNamespace.Run(() =>
    {
        IPAddress address = IPAddress.Parse(source);
        using var destination = new Destinations(
            [new IPEndPoint(address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Parse("127.0.0.9") : address, 9000)]);
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);

        var connected = new List<int>();
        using var sockets = new SocketList();
        SocketError error = Dial.Error(() =>
        {
            while (true)
            {
                Socket socket = sockets.Add(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
                if (way == "NO_PORT")
                {
                    Assert.True(socket.BindForConnect(new IPEndPoint(address, 0)));
                }

                socket.Connect(destination.EndPoints[0]);
                connected.Add(ServerSocket.PortOf(socket));
            }
        });

        Assert.Equal(SocketError.AddressNotAvailable, error);
        Assert.DoesNotContain(reservation.Port, connected);
        Assert.Equal(NetworkNamespace.EphemeralPorts - 1, connected.Count);
        ServerSocket.Listening(reservation.EndPoint, PortSharing.RawReuseAddress).Dispose();
    });

    /// <summary>What the port of a socket that was closed comes to: the same takers, and the same server.</summary>
    [NamespaceFact]
    public void A_port_that_was_found_and_let_go_is_taken() => NetworkNamespace.Run(() =>
    {
        IPEndPoint found = FreePort.At(IPAddress.Loopback);
        using var taken = new SocketList();

        Dial.Error(() =>
        {
            while (true)
            {
                taken.Add(ServerSocket.Bound(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None));
            }
        });

        Assert.Equal(NetworkNamespace.EphemeralPorts, taken.Count);
        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => ServerSocket.Listening(found, PortSharing.RawReuseAddress)));
    });

    /// <summary>The takers bind and connect without a pause, and hold most of the range at any time.</summary>
    [NamespaceFact]
    public void A_program_that_takes_ports_as_fast_as_it_can_never_gets_it() => NetworkNamespace.Run(() =>
    {
        const int rounds = 2_000;
        const int heldByEach = 12;
        using var stop = new CancellationTokenSource();
        var reserved = new int[65536];
        int caught = 0, takes = 0;
        Thread[] takers = [.. new[] { PortSharing.None, PortSharing.ReuseAddress }.Select(Taker)];
        foreach (Thread taker in takers)
        {
            taker.Start();
        }

        for (var round = 0; round < rounds; round++)
        {
            using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
            Volatile.Write(ref reserved[reservation.Port], 1);
            using (var server = new TcpListener(reservation.EndPoint))
            {
                server.Start();
                Volatile.Write(ref reserved[reservation.Port], 0);
                reservation.Dispose();
                using Socket client = NewSocket.IPv4();
                client.LingerState = new LingerOption(true, 0);
                client.Bind(new IPEndPoint(IPAddress.Loopback, 20_000 + round)); // Of no use to the takers.
                client.Connect(server.LocalEndpoint);
                server.AcceptSocket().Dispose();
            }
        }

        stop.Cancel();
        foreach (Thread taker in takers)
        {
            taker.Join();
        }

        Assert.Equal(0, caught);
        Assert.True(takes > rounds, $"The takers took {takes} ports only.");

        // In the namespace of the thread that makes it.
        Thread Taker(string option) => new(() =>
        {
            var held = new Queue<Socket>();
            while (!stop.IsCancellationRequested)
            {
                Socket? taken = ServerSocket.TryBind(new IPEndPoint(IPAddress.Loopback, 0), option);
                if (taken is not null)
                {
                    Interlocked.Increment(ref takes);
                    Interlocked.Add(ref caught, Volatile.Read(ref reserved[ServerSocket.PortOf(taken)]));
                    held.Enqueue(taken);
                }

                if (held.Count > heldByEach || (taken is null && held.Count > 0))
                {
                    held.Dequeue().Dispose();
                }
            }

            foreach (Socket socket in held)
            {
                socket.Dispose();
            }
        });
    });

    [LinuxFact]
    public void It_says_what_it_is()
    {
        using PortReservation first = EphemeralPorts.Reserve(IPAddress.Loopback), second = EphemeralPorts.Reserve(IPAddress.IPv6Any);

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, first.Port), first.EndPoint);
        Assert.Equal(new IPEndPoint(IPAddress.IPv6Any, second.Port), second.EndPoint);
        Assert.NotSame(first.EndPoint, first.EndPoint);
        Assert.NotEqual(first.Port, second.Port);
        Assert.InRange(first.Port, 1, IPEndPoint.MaxPort);
        Assert.True(first.IsBindable);
    }

    [LinuxFact]
    public async Task Until_the_server_listens_a_connect_is_refused_and_then_it_alone_is_connected_to()
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        using (Socket early = NewSocket.IPv4())
        {
            Assert.Equal(SocketError.ConnectionRefused, await Dial.ErrorAsync(() => early.ConnectAsync(reservation.EndPoint)));
        }

        using var server = new TcpListener(reservation.EndPoint);
        server.Start();

        for (var i = 0; i < 100; i++)
        {
            using Socket client = NewSocket.IPv4();
            client.Connect(reservation.EndPoint);
            using Socket accepted = server.AcceptSocket();
            Connected.ExpectOne(client, accepted);
        }
    }

    [LinuxFact]
    public void The_server_keeps_the_port_when_the_reservation_ends_and_gets_it_again_while_it_lasts()
    {
        PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        using (Socket first = ServerSocket.Listening(reservation.EndPoint, PortSharing.RawReuseAddress))
        {
            Assert.Equal(SocketError.AddressAlreadyInUse, Dial
                .Error(() => ServerSocket.Listening(reservation.EndPoint, PortSharing.RawReuseAddress)));
        }

        using Socket second = ServerSocket.Listening(reservation.EndPoint, PortSharing.RawReuseAddress);
        reservation.Dispose();
        reservation.Dispose();

        Assert.Equal(SocketError.AddressAlreadyInUse, Dial
            .Error(() => ServerSocket.Listening(reservation.EndPoint, PortSharing.RawReuseAddress)));
        using Socket client = NewSocket.IPv4();
        client.Connect(reservation.EndPoint);
    }

    /// <summary>A socket without an option is kept off by whatever holds the port.</summary>
    [LinuxFact]
    public void It_ends_when_it_is_disposed_and_no_earlier()
    {
        var before = OpenSockets.Count();
        PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        Assert.Equal(before + 1, OpenSockets.Count());
        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => ServerSocket.Bound(reservation.EndPoint, PortSharing.None)));

        reservation.Dispose();

        Assert.Equal(before, OpenSockets.Count());
        ServerSocket.Bound(reservation.EndPoint, PortSharing.None).Dispose();
    }

    [LinuxFact]
    public void Who_keeps_the_number_alone_has_it_reserved_all_the_same()
    {
        IPEndPoint endPoint = NumberAlone();

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => ServerSocket.Bound(endPoint, PortSharing.None)));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static IPEndPoint NumberAlone() => EphemeralPorts.Reserve(IPAddress.Loopback).EndPoint;
    }

    [NamespaceFact]
    public void With_every_port_taken_there_is_none_to_reserve() => NetworkNamespace.Run(() =>
    {
        using var taken = new SocketList();
        for (var i = 0; i < NetworkNamespace.EphemeralPorts; i++)
        {
            taken.Add(ServerSocket.Bound(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0), PortSharing.ReuseAddress));
        }

        var before = OpenSockets.Count();

        var e = Assert.Throws<PortException>(() => EphemeralPorts.Reserve(IPAddress.Loopback));

        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.Equal(before, OpenSockets.Count());
    });

    [LinuxFact]
    public void What_a_server_cannot_listen_on_is_refused()
    {
        var before = OpenSockets.Count();

        Assert.Throws<ArgumentNullException>("address", () => EphemeralPorts.Reserve(null!));
        foreach (var address in new[] { "224.0.0.1", "239.1.2.3", "255.255.255.255", "::ffff:255.255.255.255", "ff02::1" })
        {
            Assert.Throws<ArgumentException>("address", () => EphemeralPorts.Reserve(IPAddress.Parse(address)));
        }

        foreach (var address in new[] { "192.0.2.1", "240.0.0.1", "2001:db8::1" })
        {
            var e = Assert.Throws<PortException>(() => EphemeralPorts.Reserve(IPAddress.Parse(address)));
            Assert.Equal((PortErrorCause.AddressNotLocal, SocketError.AddressNotAvailable), (e.Cause, e.SocketErrorCode));
        }

        Assert.Equal(before, OpenSockets.Count());
    }
}
