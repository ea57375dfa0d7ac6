using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Connecting;

/// <summary>A connect to one address, from one source.</summary>
public class OutboundConnectorTests
{
    private static readonly IPAddress Source = IPAddress.Parse("127.0.0.77");

    public static TheoryData<string> Ways => new(Way.Both);

    public static TheoryData<string, string> WaysFrom
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var way in Way.Both)
            {
                foreach (var source in new[] { "127.0.0.77", "::ffff:127.0.0.77", "::1" })
                {
                    data.Add(way, source);
                }
            }

            return data;
        }
    }

    [LinuxTheory]
    [MemberData(nameof(WaysFrom))]
    public async Task It_leaves_from_the_source(string way, string source)
    {
        var address = IPAddress.Parse(source);
        IPAddress expected = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var before = OpenSockets.Count();
        using (Socket listener = PortSharing.Listening(Loopback(expected.AddressFamily), PortSharing.None))
        {
            using Socket socket = await Way.By(way, new OutboundConnector(address), listener.LocalEndPoint!);
            using Socket accepted = listener.Accept();

            Assert.Equal(expected, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
            Assert.Equal(accepted.RemoteEndPoint, socket.LocalEndPoint);
            Assert.True(socket.Connected);
            Assert.True(socket.Blocking);
            Assert.Equal(1, RawOption.Get(socket, RawOption.IpLevel, RawOption.BindAddressNoPort));
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_wildcard_source_with_port_0_is_not_bound(string way)
    {
        foreach (IPAddress wildcard in new[] { IPAddress.Any, IPAddress.IPv6Any })
        {
            using var destination = new Destinations([Loopback(wildcard.AddressFamily)]);

            using Socket socket = await Way.By(way, new OutboundConnector(wildcard), destination.EndPoints[0]);

            Assert.Equal(0, RawOption.Get(socket, RawOption.IpLevel, RawOption.BindAddressNoPort));
            Assert.Equal(destination.EndPoints[0].Address, ((IPEndPoint)socket.LocalEndPoint!).Address);
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_chosen_port_is_kept_for_each_destination_and_taken_once_for_each(string way)
    {
        using Destinations destinations = Destinations.FourAddresses();
        using var sockets = new SocketList();
        IPEndPoint source = FreePort.At(Source);
        var connector = new OutboundConnector(source);

        foreach (IPEndPoint destination in destinations.EndPoints)
        {
            Assert.Equal(source, sockets.Add(await Way.By(way, connector, destination)).LocalEndPoint);
        }

        var open = OpenSockets.Count();
        var e = await Assert.ThrowsAsync<PortException>(() => Way.By(way, connector, destinations.EndPoints[0]));
        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.Equal(source, e.LocalEndPoint);
        Assert.Equal(destinations.EndPoints[0], e.RemoteEndPoint);
        Assert.IsNotType<PortException>(Assert.IsAssignableFrom<SocketException>(e.InnerException));
        Assert.Equal(open, OpenSockets.Count());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_refusal_is_passed_on_as_it_is_and_costs_neither_a_socket_nor_the_source(string way)
    {
        using var target = new RefusingThenListening();
        var connector = new OutboundConnector(Source);
        var before = OpenSockets.Count();

        var e = await Assert.ThrowsAnyAsync<SocketException>(
            () => Way.By(way, connector, new IPEndPoint(target.Addresses[0], target.Port)));
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.IsNotType<PortException>(e);
        Assert.Equal(before, OpenSockets.Count());

        using Socket socket = await Way.By(way, connector, new IPEndPoint(target.Addresses[1], target.Port));
        Assert.Equal(Source, ((IPEndPoint)socket.LocalEndPoint!).Address);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_source_of_another_machine_is_told(string way)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        var notOurs = IPAddress.Parse("192.0.2.1"); // TEST-NET-1, RFC 5737
        var before = OpenSockets.Count();

        foreach (var port in new[] { 0, 4000 })
        {
            var e = await Assert.ThrowsAsync<PortException>(
                () => Way.By(way, new OutboundConnector(new IPEndPoint(notOurs, port)), destination.EndPoints[0]));
            Assert.Equal(PortErrorCause.AddressNotLocal, e.Cause);
            Assert.Contains("192.0.2.1", e.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task A_chosen_port_that_is_held_is_told(string way)
    {
        using Socket holder = PortSharing.Listening(new IPEndPoint(Source, 0), PortSharing.None);
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        var before = OpenSockets.Count();

        var e = await Assert.ThrowsAsync<PortException>(
            () => Way.By(way, new OutboundConnector((IPEndPoint)holder.LocalEndPoint!), destination.EndPoints[0]));

        Assert.Equal(PortErrorCause.PortNotShared, e.Cause);
        Assert.Null(e.RemoteEndPoint);
        Assert.Equal(before, OpenSockets.Count());
    }

    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public async Task A_connection_to_itself_is_refused(string way)
    {
        foreach (IPAddress source in new[] { IPAddress.Loopback, IPAddress.Any })
        {
            LocalPortRange onePort = LocalPortRange.FindFree(1);
            OutboundConnector connector = Connectors.With(options => options.InRange(onePort), new IPEndPoint(source, 0));
            var before = OpenSockets.Count();

            var e = await Assert.ThrowsAsync<PortException>(() => Way.By(way, connector, new IPEndPoint(IPAddress.Loopback, onePort.Low)));

            Assert.Equal(PortErrorCause.SelfConnect, e.Cause);
            Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
            Assert.Equal(before, OpenSockets.Count());
        }
    }

    /// <summary>Linux takes the wildcard address as a destination for the source itself.</summary>
    [LocalPortRangeTheory]
    [MemberData(nameof(Ways))]
    public async Task Nor_is_one_to_the_wildcard_address_made_with_itself(string way)
    {
        foreach (var source in new[] { "127.0.0.1", "127.0.0.77", "0.0.0.0", "::1", "::" })
        {
            var from = IPAddress.Parse(source);
            IPAddress wildcard = from.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
            LocalPortRange onePort = LocalPortRange.FindFree(1);
            OutboundConnector connector = Connectors.With(options => options.InRange(onePort), new IPEndPoint(from, 0));
            var before = OpenSockets.Count();

            var e = await Assert.ThrowsAsync<PortException>(() => Way.By(way, connector, new IPEndPoint(wildcard, onePort.Low)));

            Assert.Equal(PortErrorCause.SelfConnect, e.Cause);
            Assert.Equal(before, OpenSockets.Count());
        }
    }

    /// <summary>Only a link-local address needs a zone; the system ignores that of any other.</summary>
    [LocalPortRangeTheory]
    [InlineData(Way.Connect, "::1%1", "::1")]
    [InlineData(Way.Connect, "::1", "::1%1")]
    [InlineData(Way.Connect, "::", "::1%1")]
    [InlineData(Way.ConnectAsync, "::1%1", "::1")]
    [InlineData(Way.ConnectAsync, "::1", "::1%1")]
    [InlineData(Way.ConnectAsync, "::", "::1%1")]
    public async Task The_zone_of_an_address_that_has_none_does_not_matter(string way, string source, string destination)
    {
        LocalPortRange onePort = LocalPortRange.FindFree(1);
        OutboundConnector connector = Connectors.With(options => options.InRange(onePort), new IPEndPoint(IPAddress.Parse(source), 0));

        var e = await Assert.ThrowsAsync<PortException>(() =>
            Way.By(way, connector, new IPEndPoint(IPAddress.Parse(destination), onePort.Low)));

        Assert.Equal(PortErrorCause.SelfConnect, e.Cause);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task Options_are_set_on_the_unbound_socket_by_the_callback(string way)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        var wasBound = true;
        OutboundConnector connector = Connectors.With(
            options => options.ConfigureSocket = socket =>
            {
                wasBound = socket.IsBound;
                socket.NoDelay = true;
            },
            new IPEndPoint(Source, 0));

        using Socket socket = await Way.By(way, connector, destination.EndPoints[0]);

        Assert.False(wasBound);
        Assert.True(socket.NoDelay);
    }

    [LinuxTheory]
    [MemberData(nameof(Ways))]
    public async Task What_the_callback_throws_or_does_wrong_leaves_no_socket(string way)
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        var before = OpenSockets.Count();
        var fault = new FormatException();

        OutboundConnector throwing = Connectors.With(options => options.ConfigureSocket = _ => throw fault, new IPEndPoint(Source, 0));
        Assert.Same(fault, await Assert.ThrowsAsync<FormatException>(() => Way.By(way, throwing, destination.EndPoints[0])));

        OutboundConnector binding = Connectors.With(
            options => options.ConfigureSocket = socket => socket.Bind(new IPEndPoint(Source, 0)), new IPEndPoint(Source, 0));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Way.By(way, binding, destination.EndPoints[0]));

        OutboundConnector disposing = Connectors
            .With(options => options.ConfigureSocket = socket => socket.Dispose(), new IPEndPoint(Source, 0));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Way.By(way, disposing, destination.EndPoints[0]));

        Assert.Equal(before, OpenSockets.Count());
    }

    [OldKernelFact]
    public void Where_the_kernel_does_not_know_the_option_it_connects_all_the_same()
    {
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        KernelWithoutTheOption.Run(KernelWithoutTheOption.NoSuchOption, () =>
        {
            using Socket socket = new OutboundConnector(Source).Connect(destination.EndPoints[0]);

            Assert.Equal(Source, ((IPEndPoint)socket.LocalEndPoint!).Address);
            Assert.Equal(0, RawOption.Get(socket, RawOption.IpLevel, RawOption.BindAddressNoPort));
        });
    }

    private static IPEndPoint Loopback(AddressFamily family) =>
        new(family == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0);
}
