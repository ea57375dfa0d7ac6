using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Proofs;

/// <summary>What <see cref="Socket.LocalEndPoint"/> says for ever, once it is read while the choice of the port is deferred.</summary>
public class PORT0006Proofs
{
    [LinuxFact]
    public void LocalEndPoint_read_before_the_connect_says_port_0_for_ever_and_GetLocalEndPoint_does_not()
    {
        using Destinations destinations = Destinations.FourAddresses();
        using Socket socket = NewSocket.IPv4();
        socket.BindForConnect(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint? early = socket.LocalEndPoint;

        socket.Connect(destinations.EndPoints[0]);

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 0), early);
        Assert.Equal(early, socket.LocalEndPoint);
        Assert.NotEqual(0, socket.GetLocalEndPoint().Port);
        Assert.Equal(early, socket.LocalEndPoint);
    }

    [LinuxFact]
    public void LocalEndPoint_read_early_with_a_wildcard_address_is_read_again_at_the_connect()
    {
        using Destinations destinations = Destinations.FourAddresses();
        using Socket socket = NewSocket.IPv4();
        Assert.True(socket.TrySetBindAddressNoPort());
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        Assert.Equal(new IPEndPoint(IPAddress.Any, 0), socket.LocalEndPoint);

        socket.Connect(destinations.EndPoints[0]);

        Assert.Equal(socket.GetLocalEndPoint(), socket.LocalEndPoint);
        Assert.NotEqual(0, socket.GetLocalEndPoint().Port);
    }
}
