using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Proofs;

/// <summary>On UDP, IP_BIND_ADDRESS_NO_PORT moves the choice of the port, and shares none.</summary>
public class PORT0008Proofs
{
    private const int Ports = 8;

    [LinuxFact]
    public void A_UDP_socket_has_no_port_before_it_connects_or_sends()
    {
        using Socket socket = NewUdp();
        RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(0, socket.GetLocalEndPoint().Port);

        socket.SendTo([1], new IPEndPoint(IPAddress.Loopback, 9));
        Assert.NotEqual(0, socket.GetLocalEndPoint().Port);

        using Socket without = NewUdp();
        without.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.NotEqual(0, without.GetLocalEndPoint().Port);
    }

    [LocalPortRangeTheory(DisplayName = "with IP_LOCAL_PORT_RANGE of 8 ports: UDP sockets that connect to 4 destinations")]
    [InlineData(false)]
    [InlineData(true)]
    public void No_port_is_shared(bool withOption)
    {
        LocalPortRange range = LocalPortRange.FindFree(Ports);
        var sockets = new List<Socket>();
        try
        {
            var failure = Assert.Throws<SocketException>(() =>
            {
                while (sockets.Count <= Ports)
                {
                    Socket socket = NewUdp();
                    sockets.Add(socket);
                    range.ApplyTo(socket);
                    if (withOption)
                    {
                        RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
                    }

                    socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                    socket.Connect(new IPEndPoint(IPAddress.Parse($"127.0.0.{2 + (sockets.Count % 4)}"), 9));
                }
            });

            Assert.Equal(Ports + 1, sockets.Count); // The last one is the one that failed.
            Assert.True(failure.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.TryAgain
                or SocketError.WouldBlock, failure.ToString());
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    private static Socket NewUdp() => new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
}
