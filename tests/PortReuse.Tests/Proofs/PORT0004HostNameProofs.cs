using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Proofs;

/// <summary>What <see cref="PORT0004Proofs"/> shows of several addresses, of a host name that has them.</summary>
public class PORT0004HostNameProofs
{
    private static readonly IPAddress Source = IPAddress.Parse("127.0.0.77");

    public static TheoryData<string> Connects => new(Dial.Ways);

    [HostNameTheory]
    [InlineData("Socket.Connect(host, port)")]
    [InlineData("Socket.Connect(DnsEndPoint)")]
    [InlineData("TcpClient.Connect(host, port)")]
    public void A_host_name_is_several_addresses(string way) => HostName.Run(addresses =>
    {
        using var target = new RefusingThenListening(addresses);
        using (var client = new TcpClient(new IPEndPoint(Source, 0)))
        {
            ConnectToHostName(way, client, target.Port);
            using Socket accepted = target.Listener.Accept();
            Assert.Equal(IPAddress.Loopback, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
        }

        using (var client = new TcpClient(AddressFamily.InterNetwork))
        {
            BindWithARawOption(client.Client);
            if (OldestDotNet.IsThis)
            {
                Assert.Throws<PlatformNotSupportedException>(() => ConnectToHostName(way, client, target.Port));
            }
            else
            {
                Assert.Equal(SocketError.ConnectionRefused, Dial.Error(() => ConnectToHostName(way, client, target.Port)));
            }
        }

        using Socket repaired = FreshSocket.ForEachAddress(new IPEndPoint(Source, 0), Dns.GetHostAddresses(HostName.Name), target.Port);
        using Socket acceptedToo = target.Listener.Accept();
        Assert.Equal(Source, ((IPEndPoint)acceptedToo.RemoteEndPoint!).Address);
    });

    [LinuxTheory]
    [MemberData(nameof(Connects))]
    public async Task A_host_name_of_one_address_keeps_the_source_with_a_raw_option_too(string way)
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket socket = NewSocket.IPv4();
        BindWithARawOption(socket);
        var name = new DnsEndPoint("localhost", ((IPEndPoint)listener.LocalEndPoint!).Port, AddressFamily.InterNetwork);

        if (OldestDotNet.IsThis)
        {
            await Assert.ThrowsAsync<PlatformNotSupportedException>(() => Dial.By(way, socket, name));
            return;
        }

        Assert.Equal(SocketError.Success, await Dial.By(way, socket, name));

        using Socket accepted = listener.Accept();
        Assert.Equal(Source, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
    }

    private static void ConnectToHostName(string way, TcpClient client, int port)
    {
        switch (way)
        {
            case "Socket.Connect(host, port)":
                client.Client.Connect(HostName.Name, port);
                break;
            case "Socket.Connect(DnsEndPoint)":
                client.Client.Connect(new DnsEndPoint(HostName.Name, port));
                break;
            case "TcpClient.Connect(host, port)":
                client.Connect(HostName.Name, port);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(way), way, "No such way.");
        }
    }

    private static void BindWithARawOption(Socket socket)
    {
        PortSharing.Set(socket, PortSharing.RawReuseAddress);
        socket.Bind(new IPEndPoint(Source, 0));
    }
}
