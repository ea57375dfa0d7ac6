using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests.Proofs;

/// <summary>How many connections one source address gets to four destinations, where the kernel has 32 ephemeral ports.</summary>
public class PORT0001AndPORT0002Proofs(ITestOutputHelper output)
{
    private const string Place = "in a private network namespace with 32 ephemeral ports, to 4 destinations: ";
    private const int Ports = NetworkNamespace.EphemeralPorts;
    private const int FourTimes = 4 * Ports;
    private const int ListenerPort = 5000;

    [NamespaceTheory(DisplayName = Place + "IPv4")]
    [InlineData(Binding.None, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.Plain, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.ReuseAddress, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.RawReuseAddress, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.RawReusePort, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.PlainThenNoPort, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.NoPort, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.ReuseAddressNoPort, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.NoPortReuseAddress, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.BindForConnect, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.ReuseAddressBindForConnect, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.BindForConnectWildcard, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    public void IPv4(string binding, int connections, string failedCall, SocketError error) =>
        Expect(new Exhaustion(connections, failedCall, error), () =>
        {
            using Destinations destinations = Destinations.FourAddresses(ListenerPort);
            return Exhaustion.Reach(destinations.EndPoints, NewSocket.IPv4, Binding.Named(binding, IPAddress.Loopback));
        });

    [NamespaceTheory(DisplayName = Place + "IPv6")]
    [InlineData(Binding.Plain, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.NoPort, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.BindForConnect, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.BindForConnectWildcard, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    public void IPv6(string binding, int connections, string failedCall, SocketError error) =>
        Expect(new Exhaustion(connections, failedCall, error), () =>
        {
            using Destinations destinations = Destinations.FourPorts(IPAddress.IPv6Loopback, ListenerPort);
            return Exhaustion.Reach(destinations.EndPoints, NewSocket.IPv6, Binding.Named(binding, IPAddress.IPv6Loopback));
        });

    [NamespaceTheory(DisplayName = Place + "IPv4 by a dual-mode socket")]
    [InlineData(Binding.Plain, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.NoPort, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.BindForConnect, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.BindForConnectWildcard, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    public void DualMode(string binding, int connections, string failedCall, SocketError error) =>
        Expect(new Exhaustion(connections, failedCall, error), () =>
        {
            using Destinations destinations = Destinations.FourAddresses(ListenerPort);
            return Exhaustion.Reach(destinations.EndPoints, NewSocket.DualMode, Binding.Named(binding, IPAddress.Loopback));
        });

    [NamespaceFact(DisplayName = Place + "ip_autobind_reuse=1 does not help a socket with ReuseAddress")]
    public void Autobind_reuse_is_defeated_by_ReuseAddress() =>
        Expect(new Exhaustion(Ports, "Bind", SocketError.AddressAlreadyInUse), () =>
        {
            File.WriteAllText("/proc/sys/net/ipv4/ip_autobind_reuse", "1");
            using Destinations destinations = Destinations.FourAddresses(ListenerPort);
            return Exhaustion.Reach(destinations.EndPoints, NewSocket.IPv4, Binding.Named(Binding.ReuseAddress, IPAddress.Loopback));
        });

    [NamespaceFact(DisplayName = Place + "a port of a socket bound without the option is not shared, whatever its address")]
    public void A_port_bound_without_the_option_is_lost() =>
        Expect(new Exhaustion(FourTimes - 4, "Connect", SocketError.AddressNotAvailable), () =>
        {
            using Socket holder = NewSocket.IPv4();
            holder.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
            using Destinations destinations = Destinations.FourAddresses(ListenerPort);
            return Exhaustion.Reach(destinations.EndPoints, NewSocket.IPv4, Binding.Named(Binding.BindForConnect, IPAddress.Loopback));
        });

    private void Expect(Exhaustion expected, Func<Exhaustion> proof) => NetworkNamespace.Run(() =>
    {
        Exhaustion reached = proof();
        output.WriteLine(reached.ToString());
        Assert.Equal(expected, reached);
    });
}
