using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Proofs;

/// <summary>A port that was found by a bind to port 0, and given back, is taken by another socket before the server binds it.</summary>
/// <remarks>The sockets are those of one process. The kernel decides by the sockets whether a port is free.</remarks>
public class PORT0011Proofs
{
    [LinuxFact]
    public void Another_socket_that_asks_for_the_number_has_it_first()
    {
        IPEndPoint found = Find();
        using Socket another = PortSharing.Listening(found, PortSharing.None);

        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => PortSharing.Listening(found, PortSharing.None)));
    }

    /// <summary>All other ports of the range are taken, so that the system has no other to give.</summary>
    [NamespaceFact]
    public void A_bind_to_port_0_is_given_it() => NetworkNamespace.Run(() =>
    {
        using var others = new SocketList();
        for (int i = 0; i < NetworkNamespace.EphemeralPorts - 1; i++)
            others.Add(PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None));

        IPEndPoint found = Find();
        using Socket another = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);

        Assert.Equal(found, another.LocalEndPoint);
        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => PortSharing.Listening(found, PortSharing.None)));
    });

    [NamespaceFact]
    public void A_connect_is_given_it() => NetworkNamespace.Run(() =>
    {
        using var others = new SocketList();
        for (int i = 0; i < NetworkNamespace.EphemeralPorts - 1; i++)
            others.Add(PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None));

        using Socket destination = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 9000), PortSharing.None);
        IPEndPoint found = Find();
        using Socket dialer = NewSocket.IPv4();
        dialer.Connect(destination.LocalEndPoint!);

        Assert.Equal(found, dialer.LocalEndPoint);
        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => PortSharing.Listening(found, PortSharing.None)));
    });

    /// <summary>The same takers, and the same server.</summary>
    [NamespaceFact]
    public void Repaired_it_is_given_to_neither_and_the_server_binds_it() => NetworkNamespace.Run(() =>
    {
        using var others = new SocketList();
        for (int i = 0; i < NetworkNamespace.EphemeralPorts - 1; i++)
            others.Add(PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None));

        using Socket destination = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 9000), PortSharing.None);
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => PortSharing.Listening(any, PortSharing.None)));
        using Socket dialer = NewSocket.IPv4();
        Assert.Equal(SocketError.AddressNotAvailable, Dial.Error(() => dialer.Connect(destination.LocalEndPoint!)));

        PortSharing.Listening(reservation.EndPoint, PortSharing.None).Dispose();
    });

    private static IPEndPoint Find()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var found = (IPEndPoint)listener.LocalEndpoint;
        listener.Stop();
        return found;
    }
}
