using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Ports;

/// <summary>
/// What keeps a port for a server, measured: a socket that is bound and does not listen, with each option, and a connection in TIME_WAIT.
/// It is why a <see cref="PortReservation"/> is what it is; see docs/decisions/reserve-a-port.md.
/// </summary>
public class HeldPortFacts
{
    private const string TimeWait = "TIME_WAIT";
    private const string Place = "a port that is held by ";

    public static TheoryData<string, string> Ways
    {
        get
        {
            var ways = new TheoryData<string, string>();
            foreach (var holder in (string[])[.. ServerSocket.Options, TimeWait])
            {
                foreach (var server in ServerSocket.Options)
                {
                    ways.Add(holder, server);
                }
            }

            return ways;
        }
    }

    /// <summary>A server binds it where both have an option in common. What is in TIME_WAIT has SO_REUSEADDR.</summary>
    [NamespaceTheory(DisplayName = Place + "which option, for a server with which option")]
    [MemberData(nameof(Ways))]
    public void Which_server_binds_it(string holder, string server) => NetworkNamespace.Run(() =>
    {
        bool shareAddress = HasReuseAddress(holder) && HasReuseAddress(server), sharePort = HasReusePort(holder) && HasReusePort(server);
        SocketError expected = shareAddress || sharePort ? SocketError.Success : SocketError.AddressAlreadyInUse;

        using Socket? socket = Hold(IPAddress.Loopback, holder, out var port);

        Assert.Equal(expected, ErrorOf(IPAddress.Loopback));
        Assert.Equal(expected, ErrorOf(IPAddress.Any));
        Assert.Equal(expected, ErrorOf(IPAddress.IPv6Any, isDual: true));
        Assert.Equal(SocketError.Success, ErrorOf(IPAddress.IPv6Any)); // Of IPv6 alone: it has nothing to do with a port of IPv4.

        SocketError ErrorOf(IPAddress address, bool isDual = false) =>
            Dial.Error(() => ServerSocket.Listening(new IPEndPoint(address, port), server, isDual).Dispose());
    });

    /// <summary>Only what is held on every address is given to nobody.</summary>
    [NamespaceTheory(DisplayName = Place + "one address is given to a bind to port 0 on another address")]
    [InlineData(PortSharing.ReuseAddress)]
    [InlineData(TimeWait)]
    public void Of_one_address_it_is_given_on_another(string holder) => NetworkNamespace.Run(() =>
    {
        using Socket? socket = Hold(IPAddress.Loopback, holder, out var port);

        Assert.Contains(port, Given("127.0.0.2", PortSharing.None));
        Assert.DoesNotContain(port, Given("127.0.0.1", PortSharing.None));
        Assert.DoesNotContain(port, Given("0.0.0.0", PortSharing.None));
    });

    /// <summary>
    /// The one setting that opens a reserved port to a bind to port 0: of a socket with SO_REUSEADDR and without SO_REUSEPORT.
    /// </summary>
    [NamespaceTheory(DisplayName = Place + "a reservation, with ip_autobind_reuse set")]
    [InlineData(PortSharing.None, false)]
    [InlineData(PortSharing.RawReuseAddress, true)]
    [InlineData(PortSharing.RawReusePort, false)]
    [InlineData(PortSharing.ReuseAddress, false)]
    public void With_autobind_reuse(string taker, bool isGiven) => NetworkNamespace.Run(() =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_autobind_reuse", "1");
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);

        List<int> given = Given("127.0.0.1", taker, most: 4 * NetworkNamespace.EphemeralPorts);

        Assert.Equal(isGiven, given.Contains(reservation.Port));
        if (isGiven)
        {
            Assert.DoesNotContain(reservation.Port, given.Take(NetworkNamespace.EphemeralPorts - 1)); // Once no other is left.
        }
    });

    private static List<int> Given(string address, string option, int most = NetworkNamespace.EphemeralPorts)
    {
        using var sockets = new SocketList();
        var ports = new List<int>();
        while (ports.Count < most && ServerSocket.TryBind(new IPEndPoint(IPAddress.Parse(address), 0), option) is { } socket)
        {
            ports.Add(ServerSocket.PortOf(sockets.Add(socket)));
        }

        return ports;
    }

    private static Socket? Hold(IPAddress address, string holder, out int port)
    {
        if (holder != TimeWait)
        {
            Socket socket = ServerSocket.Bound(new IPEndPoint(address, 0), holder);
            port = ServerSocket.PortOf(socket);
            return socket;
        }

        using Socket listener = ServerSocket.Listening(new IPEndPoint(address, 0), PortSharing.RawReuseAddress);
        port = ServerSocket.PortOf(listener);
        using Socket client = NewSocket.IPv4();
        client.Connect(listener.LocalEndPoint!);
        Connected.CloseInTurn(listener.Accept(), client);
        return null;
    }

    private static bool HasReuseAddress(string option) => option is PortSharing.RawReuseAddress or PortSharing.ReuseAddress or TimeWait;

    private static bool HasReusePort(string option) => option is PortSharing.RawReusePort or PortSharing.ReuseAddress;
}
