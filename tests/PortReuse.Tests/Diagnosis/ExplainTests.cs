using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PortReuse.Diagnosis;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Diagnosis;

/// <summary>What is said of an error that another library threw.</summary>
public class ExplainTests
{
    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");

    [NamespaceTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_HttpClient_that_finds_no_port(bool byName) => NetworkNamespace.Run(() =>
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 5000)]);
        using var sockets = new SocketList();
        new OutboundConnector(IPAddress.Any).UseUp(sockets, destination.EndPoints);

        // The handler connects on a thread that is not in the namespace.
        SocketException thrown = Connect(destination.EndPoints[0]);
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, _) => throw thrown });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:5000/");
        var caught = Assert.Throws<HttpRequestException>(() => client.Send(request));

        PortException e = PortException.Explain(
            caught, local: null, byName ? new DnsEndPoint("127.0.0.1", 5000) : destination.EndPoints[0])!;

        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.Equal(SocketError.AddressNotAvailable, e.SocketErrorCode);
        Assert.Same(thrown, e.InnerException);
        Assert.Contains("32 of the 32 ports of 40000-40031 are used by 127.0.0.1 for 127.0.0.1:5000", e.Message, StringComparison.Ordinal);
    });

    /// <summary>What the library's socket was bound to is not known: how full the range is decides.</summary>
    [BoundSocketsFact(inPortRange: true)]
    public void A_bind_of_which_nothing_is_known()
    {
        var caught = new SocketException((int)SocketError.AddressAlreadyInUse);
        NetworkNamespace.Run(() =>
        {
            PortException e = PortException.Explain(caught)!;
            Assert.Equal((PortErrorCause.Unknown, SocketError.AddressAlreadyInUse), (e.Cause, e.SocketErrorCode));
            Assert.Contains("Ports are left for a bind to port 0", e.Message, StringComparison.Ordinal);
        });
        NetworkNamespace.Run(() =>
        {
            using var sockets = new SocketList();
            for (var i = 0; i < NetworkNamespace.EphemeralPorts; i++)
            {
                sockets.Add(NewSocket.IPv4()).Bind(Source);
            }

            foreach (EndPoint? remote in new EndPoint?[] { null, new IPEndPoint(IPAddress.Parse("127.0.0.2"), 80) })
            {
                PortException e = PortException.Explain(caught, local: null, remote)!;
                Assert.Equal((PortErrorCause.EphemeralPortsExhausted, SocketError.AddressAlreadyInUse), (e.Cause, e.SocketErrorCode));
                Assert.Contains("32 of the 32 ports of 40000-40031 are taken", e.Message, StringComparison.Ordinal);
                Assert.Same(caught, e.InnerException);
            }
        });
    }

    [LinuxFact]
    public void A_bind_to_an_address_of_another_machine()
    {
        var local = new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0);
        using Socket socket = NewSocket.IPv4();
        var caught = Assert.ThrowsAny<SocketException>(() => socket.Bind(local));

        foreach (EndPoint? remote in new EndPoint?[] { null, new IPEndPoint(IPAddress.Loopback, 80),
            new DnsEndPoint("no-such-name.invalid", 80) })
        {
            PortException e = PortException.Explain(new IOException("Lost.", caught), local, remote)!;
            Assert.Equal(PortErrorCause.AddressNotLocal, e.Cause);
            Assert.Equal((local, remote), (e.LocalEndPoint, e.RemoteEndPoint));
        }
    }

    [LinuxFact]
    public void A_port_that_another_socket_holds()
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        var local = (IPEndPoint)listener.LocalEndPoint!;
        using Socket socket = NewSocket.IPv4();
        var caught = Assert.ThrowsAny<SocketException>(() => socket.Bind(local));

        PortException e = PortException.Explain(new AggregateException(new InvalidOperationException(), caught), local)!;

        Assert.Equal((PortErrorCause.PortNotShared, SocketError.AddressAlreadyInUse), (e.Cause, e.SocketErrorCode));
        Assert.Contains($"a listener on {local}", e.Message, StringComparison.Ordinal);

        // Without the endpoint that it asked for, no more than that is known.
        PortException unknown = PortException.Explain(caught)!;
        Assert.Equal(PortErrorCause.Unknown, unknown.Cause);
        Assert.Contains("name its local endpoint", unknown.Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_connection_that_is_there_already()
    {
        using Socket a = PortSharing.SharedListener(), b = PortSharing.SharedListener();
        using Socket link = PortSharing.DialerOf(a), second = PortSharing.DialerOf(a);
        link.Connect(b.LocalEndPoint!);
        var caught = Assert.ThrowsAny<SocketException>(() => second.Connect(b.LocalEndPoint!));

        Assert.Equal(PortErrorCause.DuplicateConnection, PortException
            .Explain(caught, (IPEndPoint)a.LocalEndPoint!, b.LocalEndPoint)!.Cause);
    }

    [LinuxTheory]
    [InlineData(99, SocketError.AddressNotAvailable)]
    [InlineData(98, SocketError.AddressAlreadyInUse)]
    public void The_system_s_own_number(int number, SocketError expected)
    {
        Assert.Equal(expected, PortException.Explain(new Win32Exception(number), Source)!.SocketErrorCode);
        Assert.Equal(expected, PortException.Explain(new SocketException(number), Source)!.SocketErrorCode);
    }

    [LinuxFact]
    public void What_has_nothing_to_do_with_ports_is_not_explained()
    {
        Assert.Null(PortException.Explain(null));
        Assert.Null(PortException.Explain(new SocketException((int)SocketError.ConnectionRefused), Source, Source));
        Assert.Null(PortException.Explain(new AggregateException()));
        Assert.Null(PortException.Explain(new InvalidOperationException("98", new TimeoutException())));

        PortException told = PortErrors.SelfConnect(Source);
        Assert.Same(told, PortException.Explain(new IOException("Lost.", told)));
    }

    [LinuxTheory]
    [InlineData("127.0.0.1", "::1")]
    [InlineData("::1", "127.0.0.1")]
    public void No_connection_is_made_up_between_addresses_of_two_families(string source, string destination)
    {
        var failed = new SocketException((int)SocketError.AddressNotAvailable);
        var remote = new IPEndPoint(IPAddress.Parse(destination), 80);

        foreach (var port in new[] { 0, 5000 })
        {
            PortException e = PortException.Explain(failed, new IPEndPoint(IPAddress.Parse(source), port), remote)!;
            Assert.Equal(PortErrorCause.Unknown, e.Cause);
            Assert.Contains("of another family", e.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The library tried them all, and the failure that it tells of may be that of any.</summary>
    [HostNameFact]
    public void Of_the_addresses_of_a_name_the_one_that_explains_it_is_found() => HostName.Run(addresses =>
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.Listening(new IPEndPoint(addresses[1], 0), PortSharing.ReuseAddress), link = PortSharing.DialerOf(a);
        link.Connect(b.LocalEndPoint!);

        PortException e = PortException.Explain(
            new SocketException((int)SocketError.AddressNotAvailable), (IPEndPoint)a.LocalEndPoint!,
            new DnsEndPoint(HostName.Name, ((IPEndPoint)b.LocalEndPoint!).Port))!;

        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.Contains($"to {b.LocalEndPoint} already", e.Message, StringComparison.Ordinal);
    });

    [LinuxFact]
    public void An_error_is_found_however_deep_it_is_and_whatever_holds_it()
    {
        Exception deep = new SocketException((int)SocketError.AddressNotAvailable);
        for (var i = 0; i < 100; i++)
        {
            deep = new IOException("Lost.", deep);
        }

        Assert.NotNull(PortException.Explain(deep, Source));
        Assert.NotNull(PortException
            .Explain(new AggregateException(new InvalidOperationException(), new AggregateException(), deep), Source));

        // Each is there twice in the next one; to visit every way down would take years.
        Exception often = new InvalidOperationException();
        for (var i = 0; i < 60; i++)
        {
            often = new AggregateException(often, often);
        }

        Assert.Null(PortException.Explain(often));

        var cyclic = new IOException("Lost.", new TimeoutException());
        InnerException(cyclic.InnerException!) = cyclic;
        Assert.Null(PortException.Explain(cyclic));
    }

    /// <summary>Whatever it is given, and whatever the system refuses.</summary>
    [NamespaceFact]
    public void It_throws_nothing() => NetworkNamespace.Run(() =>
    {
        IPEndPoint?[] locals = [null, Source, new(IPAddress.Any, 0), new(IPAddress.IPv6Any, 80), new(IPAddress.Broadcast, 1),
            new(IPAddress.Parse("ff02::1"), 0)];
        EndPoint?[] remotes =
        [
            null, new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.IPv6Loopback, 80),
                new IPEndPoint(IPAddress.Broadcast, 80),
            new DnsEndPoint("no-such-name.invalid", 80), new DnsEndPoint("127.0.0.1", 80, AddressFamily.InterNetworkV6),
                new UnixDomainSocketEndPoint("/nowhere"),
        ];
        if (KernelWithoutTheOption.ReasonItIsMissing is null)
        {
            KernelWithoutTheOption.ForbidSocketDiagnostics();
        }

        foreach (SocketError error in new[] { SocketError.AddressNotAvailable, SocketError.AddressAlreadyInUse })
        {
            foreach (IPEndPoint? local in locals)
            {
                Assert.All(remotes, remote =>
                    Assert.NotEmpty(PortException.Explain(new SocketException((int)error), local, remote)!.Message));
            }
        }
    });

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerException(Exception exception);

    private static SocketException Connect(IPEndPoint remote)
    {
        using Socket socket = NewSocket.IPv4();
        return Assert.ThrowsAny<SocketException>(() => socket.Connect(remote));
    }
}
