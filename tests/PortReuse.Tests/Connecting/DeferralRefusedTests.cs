using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Connecting;

/// <summary>A system that refuses IP_BIND_ADDRESS_NO_PORT: the failure says so, and advises nothing that would not help.</summary>
public class DeferralRefusedTests
{
    private const int Ports = 4;

    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");

    [OldKernelTheory(inPortRange: true)]
    [InlineData(KernelWithoutTheOption.NoSuchOption)]
    [InlineData(KernelWithoutTheOption.NotPermitted)]
    public void It_is_told_by_the_message_the_property_and_the_meter(int error)
    {
        LocalPortRange range = LocalPortRange.FindFree(Ports);
        using var destinations = Destinations.FourAddresses();
        KernelWithoutTheOption.Run(error, () =>
        {
            using var sockets = new SocketList();
            using var counted = new Counted();
            OutboundConnector connector = Connectors.With(options => options.ConfigureSocket = range.ApplyTo, Source);
            PortException e = connector.UseUp(sockets, destinations.EndPoints);

            Assert.Equal(Ports, sockets.Count); // Each took a port for itself alone.
            Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
            Assert.True(e.IsDeferralRefused);
            Assert.Contains("refuses IP_BIND_ADDRESS_NO_PORT", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(nameof(OutboundConnector), e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(nameof(SocketExtensions.BindForConnect), e.Message, StringComparison.Ordinal);
            Assert.Contains(
                "portreuse.connect.outcomes portreuse.outcome=failed error.type=EphemeralPortsExhausted portreuse.deferral=refused",
                    counted.Measurements);
            Assert.Equal(Ports, counted.Of("portreuse.connect.attempts network.type=ipv4 portreuse.deferral=refused").Count());
        });
    }

    [LocalPortRangeFact]
    public void Where_it_is_not_refused_nothing_is_said_of_it_and_the_connector_is_not_advised_to_those_who_use_it()
    {
        LocalPortRange range = LocalPortRange.FindFree(Ports);
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        using var counted = new Counted();
        OutboundConnector connector = Connectors.With(options => options.ConfigureSocket = range.ApplyTo, Source);
        PortException e = connector.UseUp(sockets, destination.EndPoints);

        Assert.False(e.IsDeferralRefused);
        Assert.DoesNotContain("refuse", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(OutboundConnector), e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(counted.Measurements, line => line.Contains("deferral", StringComparison.Ordinal));
    }

    [LocalPortRangeFact]
    public void A_port_that_is_to_listen_is_not_advised_to_connect()
    {
        LocalPortRange range = LocalPortRange.FindFree(Ports);
        using var holders = new SocketList();
        for (var i = 0; i < Ports; i++)
        {
            Socket holder = holders.Add(NewSocket.IPv4());
            range.ApplyTo(holder);
            holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            holder.Listen();
        }

        var e = Assert.Throws<PortException>(() => SharedPort.Listen(
            new IPEndPoint(IPAddress.Loopback, 0), new SharedPortOptions { ConfigureSocket = range.ApplyTo }));

        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.False(e.IsDeferralRefused);
        Assert.DoesNotContain(nameof(SocketExtensions.BindForConnect), e.Message, StringComparison.Ordinal);
    }
}
