using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;
using Xunit.Abstractions;

namespace PortReuse.Tests.Proofs;

/// <summary>
/// A listener with ReuseAddress lets another one of the same user have a part of its connections, and restarts as well without it.
/// </summary>
public class PORT0010Proofs(ITestOutputHelper output)
{
    private const int Connections = 100;

    [LinuxTheory]
    [InlineData(PortSharing.ReuseAddress)]
    [InlineData(PortSharing.NotExclusive)]
    [InlineData(PortSharing.RawReusePort)]
    public void Two_listeners_that_share_a_port_each_take_a_part_of_the_connections(string option)
    {
        using Socket first = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), option);
        using Socket second = PortSharing.Listening((IPEndPoint)first.LocalEndPoint!, option);

        (var ofFirst, var ofSecond) = ShareOf(first, second);

        output.WriteLine($"Of {Connections} connections the first listener took {ofFirst}, the second one {ofSecond}.");
        Assert.InRange(ofFirst, 1, Connections - 1);
        Assert.Equal(Connections, ofFirst + ofSecond);
    }

    [LinuxFact]
    public void A_listener_of_the_wildcard_address_loses_all_to_one_of_the_specific_address()
    {
        using Socket wildcard = PortSharing.Listening(new IPEndPoint(IPAddress.Any, 0), PortSharing.ReuseAddress);
        var port = ((IPEndPoint)wildcard.LocalEndPoint!).Port;
        using Socket specific = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, port), PortSharing.ReuseAddress);

        Assert.Equal((0, Connections), ShareOf(wildcard, specific));
    }

    [LinuxFact]
    public void A_TcpListener_shares_as_a_socket_does()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        first.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        first.Start();
        using var second = new TcpListener((IPEndPoint)first.LocalEndpoint);
        second.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        second.Start();

        Assert.InRange(ShareOf(first.Server, second.Server).First, 1, Connections - 1);
    }

    [LinuxTheory]
    [InlineData(PortSharing.None, PortSharing.None)]
    [InlineData(PortSharing.None, PortSharing.ReuseAddress)]
    [InlineData(PortSharing.ReuseAddress, PortSharing.None)]
    public void Repaired_no_second_listener_can_be_bound(string ofFirst, string ofSecond)
    {
        using Socket first = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), ofFirst);

        Assert.Equal(SocketError.AddressAlreadyInUse, BindError((IPEndPoint)first.LocalEndPoint!, ofSecond));
        using var second = new TcpListener((IPEndPoint)first.LocalEndPoint!);
        Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(second.Start));
    }

    [OtherUserFact]
    public void Only_a_socket_of_the_same_user_shares()
    {
        using Socket first = PortSharing.SharedListener();
        var local = (IPEndPoint)first.LocalEndPoint!;

        OtherUser.Run(() => Assert.Equal(SocketError.AddressAlreadyInUse, BindError(local, PortSharing.ReuseAddress)));
        Assert.Equal(SocketError.Success, BindError(local, PortSharing.ReuseAddress));
    }

    [LinuxFact]
    public void Repaired_it_restarts_over_TIME_WAIT_and_over_connections_that_are_still_open()
    {
        IPEndPoint local;
        Socket stillOpen, itsClient;
        using (Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None))
        {
            local = (IPEndPoint)listener.LocalEndPoint!;
            (itsClient, stillOpen) = ConnectedPair(listener);
            (Socket client, Socket closed) = ConnectedPair(listener);
            Connected.CloseInTurn(closed, client); // The server waits in TIME_WAIT.
        }

        using (stillOpen)
        using (itsClient)
        {
            Assert.Contains(
                IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections(),
                connection => connection.LocalEndPoint.Equals(local) && connection.State == TcpState.TimeWait);

            // .NET sets no option by itself where it does not know the protocol, and shows what the others would meet.
            using (var withoutNet = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Unspecified))
            {
                Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => withoutNet.Bind(local)));
            }

            using Socket restarted = PortSharing.Listening(local, PortSharing.None);
            Assert.Equal(1, RawOption.Get(restarted, RawOption.SocketLevel, RawOption.ReuseAddress));
            Assert.Equal(0, RawOption.Get(restarted, RawOption.SocketLevel, RawOption.ReusePort));
            (Socket client, Socket accepted) = ConnectedPair(restarted);
            client.Dispose();
            accepted.Dispose();
        }
    }

    private static SocketError BindError(IPEndPoint local, string option) => Dial.Error(() => PortSharing.Bound(local, option).Dispose());

    private static (Socket Client, Socket Accepted) ConnectedPair(Socket listener)
    {
        Socket client = NewSocket.IPv4();
        client.Connect(listener.LocalEndPoint!);
        return (client, listener.Accept());
    }

    /// <summary>How many of the connections to the first listener's port each of the two accepts.</summary>
    private static (int First, int Second) ShareOf(Socket first, Socket second)
    {
        const int tenSeconds = 10_000_000;
        var target = new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)first.LocalEndPoint!).Port);
        int ofFirst = 0, ofSecond = 0;
        for (var i = 0; i < Connections; i++)
        {
            using Socket client = NewSocket.IPv4();
            client.Connect(target);
            var ready = new List<Socket> { first, second };
            Socket.Select(ready, null, null, tenSeconds);
            Socket taker = Assert.Single(ready);
            Reset.Close(taker.Accept());
            if (taker == first)
            {
                ofFirst++;
            }
            else
            {
                ofSecond++;
            }
        }

        return (ofFirst, ofSecond);
    }
}
