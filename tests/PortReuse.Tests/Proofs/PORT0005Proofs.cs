using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Proofs;

/// <summary>An option set after the bind it was meant for comes to nothing, or throws; set before it, it does what it is for.</summary>
/// <remarks>
/// That IP_BIND_ADDRESS_NO_PORT comes to nothing is shown by <see cref="PORT0001AndPORT0002Proofs"/>, as
/// <see cref="Binding.PlainThenNoPort"/>.
/// </remarks>
public class PORT0005Proofs
{
    [LinuxFact]
    public void ReuseAddress_of_a_dialer_is_accepted_after_the_bind_which_has_failed_without_it()
    {
        using Socket listener = NewSocket.IPv4();
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        EndPoint shared = listener.LocalEndPoint!;

        using Socket late = NewSocket.IPv4();
        var refused = Assert.Throws<SocketException>(() => late.Bind(shared));
        Assert.Equal(SocketError.AddressAlreadyInUse, refused.SocketErrorCode);
        late.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);

        using Socket early = NewSocket.IPv4();
        early.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        early.Bind(shared);
    }

    [LocalPortRangeFact]
    public void IP_LOCAL_PORT_RANGE_is_accepted_after_the_bind_and_the_port_stays_what_it_is()
    {
        using Destinations destinations = Destinations.FourAddresses();
        LocalPortRange range = LocalPortRange.FindFree(8);

        using Socket late = NewSocket.IPv4();
        late.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        range.ApplyTo(late);
        late.Connect(destinations.EndPoints[0]);
        Assert.NotInRange(((IPEndPoint)late.LocalEndPoint!).Port, range.Low, range.High);

        using Socket early = NewSocket.IPv4();
        range.ApplyTo(early);
        early.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        early.Connect(destinations.EndPoints[0]);
        Assert.InRange(((IPEndPoint)early.LocalEndPoint!).Port, range.Low, range.High);
    }

    [LocalPortRangeFact]
    public void IP_LOCAL_PORT_RANGE_is_in_time_after_a_bind_that_defers_the_port()
    {
        using Destinations destinations = Destinations.FourAddresses();
        LocalPortRange range = LocalPortRange.FindFree(8);

        using Socket socket = NewSocket.IPv4();
        RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        range.ApplyTo(socket);
        socket.Connect(destinations.EndPoints[0]);

        Assert.InRange(((IPEndPoint)socket.LocalEndPoint!).Port, range.Low, range.High);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ExclusiveAddressUse_throws_after_the_bind(bool value)
    {
        using Socket socket = NewSocket.IPv4();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Throws<InvalidOperationException>(() => socket.ExclusiveAddressUse = value);

        using var client = new TcpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Throws<InvalidOperationException>(() => client.ExclusiveAddressUse = value);

        using Socket early = NewSocket.IPv4();
        early.ExclusiveAddressUse = value;
        early.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void DualMode_throws_after_the_bind(bool value)
    {
        using Socket socket = NewSocket.IPv6();
        socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        var thrown = Assert.Throws<SocketException>(() => socket.DualMode = value);
        Assert.Equal(SocketError.InvalidArgument, thrown.SocketErrorCode);

        using Socket early = NewSocket.IPv6();
        early.DualMode = value;
        early.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
    }

    [LinuxFact]
    public void DualMode_is_in_time_after_a_bind_that_defers_the_port()
    {
        using Socket socket = NewSocket.IPv6();
        RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
        socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        socket.DualMode = true;
        Assert.True(socket.DualMode);
    }
}
