using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests.Proofs;

/// <summary>The proof of <see cref="PORT0001AndPORT0002Proofs"/> as an ordinary user: each socket is given a range of 8 ports.</summary>
public class PORT0001AndPORT0002RangeProofs(ITestOutputHelper output)
{
    private const string Place = "with IP_LOCAL_PORT_RANGE of 8 ports, to 4 destinations: ";
    private const int Ports = 8;
    private const int FourTimes = 4 * Ports;

    [LocalPortRangeTheory(DisplayName = Place + "IPv4")]
    [InlineData(Binding.None, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.Plain, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.ReuseAddress, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.PlainThenNoPort, Ports, "Bind", SocketError.AddressAlreadyInUse)]
    [InlineData(Binding.NoPort, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.ReuseAddressNoPort, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    [InlineData(Binding.BindForConnect, FourTimes, "Connect", SocketError.AddressNotAvailable)]
    public void IPv4(string binding, int connections, string failedCall, SocketError error)
    {
        using Destinations destinations = Destinations.FourAddresses();
        LocalPortRange range = LocalPortRange.FindFree(Ports);

        Exhaustion reached = Exhaustion.Reach(
            destinations.EndPoints,
            () =>
            {
                Socket socket = NewSocket.IPv4();
                range.ApplyTo(socket);
                return socket;
            },
            Binding.Named(binding, IPAddress.Loopback));

        output.WriteLine($"ports {range}: {reached}");
        Assert.Equal(new Exhaustion(connections, failedCall, error), reached);
    }
}
