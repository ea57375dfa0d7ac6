using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.BesideAListener;

/// <summary>Dialers and datagram sockets that live in one type with a listener, and do not collide with it.</summary>
public sealed class Node(IPAddress address)
{
    private const int ListenPort = 7000;
    private const int DialPort = 7001;

    private readonly TcpListener _listener = new(address, ListenPort);

    public void Start() => _listener.Start(); // silent: a listener without the option

    public Socket OnAnotherConstant(EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, DialPort)); // silent: another port than the listener's
        socket.Connect(remote); // silent: no collision with the listener
        return socket;
    }

    public Socket OnTheNextPort(EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, ((IPEndPoint)_listener.LocalEndpoint).Port + 1)); // silent: the port after the listener's
        socket.Connect(remote);
        return socket;
    }

    public Socket OnAPortGiven(int port, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: a port that has nothing to do with the listener's
        socket.Connect(remote);
        return socket;
    }

    public UdpClient Datagrams()
    {
        var client = new UdpClient(new IPEndPoint(address, ListenPort)); // silent: UDP on the number of the TCP port
        client.Connect(IPAddress.Broadcast, ListenPort);
        return client;
    }

    public Socket DatagramSocket(EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(_listener.LocalEndpoint); // silent: UDP bound to the listener's endpoint
        socket.Connect(remote);
        return socket;
    }

    public Socket ToTheListener()
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(_listener.LocalEndpoint); // silent: connects to the listener
        return socket;
    }

    public Socket SameNumberFarAway()
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(new IPEndPoint(IPAddress.Parse("192.0.2.7"), ListenPort)); // silent: the remote port has the listener's number
        return socket;
    }

    public static Socket OnAnotherAddress(EndPoint remote)
    {
        var listener = new TcpListener(IPAddress.Parse("127.0.0.1"), 7400);
        listener.Start();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 7400)); // silent: the same number on another address
        socket.Connect(remote); // silent: another local address than the listener's
        return socket;
    }

    public static Socket OnAnotherFamily(EndPoint remote)
    {
        var listener = new TcpListener(IPAddress.Loopback, 7500);
        listener.Start();
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = false };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 7500)); // silent: the same number in the other family
        socket.Connect(remote);
        return socket;
    }

    public static Socket AfterStop(EndPoint remote)
    {
        var listener = new TcpListener(IPAddress.Loopback, 7600);
        listener.Start();
        listener.AcceptSocket().Dispose();
        listener.Stop();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 7600)); // silent: the listener has stopped
        socket.Connect(remote); // silent: nobody listens on the port any more
        return socket;
    }

    public static async Task<Socket> AfterAccepted(TcpListener listener, EndPoint remote)
    {
        using var accepted = await listener.AcceptSocketAsync();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(accepted.RemoteEndPoint ?? remote); // silent: dials back to the peer, unbound
        return socket;
    }
}

/// <summary>Opens the way through an address translator: the SYN is what matters, not the connection.</summary>
public sealed class Puncher
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly int _port;

    public Puncher(int port)
    {
        _port = port;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the punches share its port
        _listener.Bind(new IPEndPoint(IPAddress.Any, port));
        _listener.Listen(10);
    }

    private Socket Create()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Ttl = 4 };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Any, _port)); // silent: both share the port
        return socket;
    }

    public void Punch(IPEndPoint remote)
    {
        using var socket = Create();
        _ = socket.ConnectAsync(remote); // silent: a punch that nobody waits for
    }

    public void PunchAll(IPEndPoint[] remotes)
    {
        foreach (var remote in remotes)
        {
            var socket = Create();
            socket.ConnectAsync(remote); // silent: a punch in a loop
            socket.Close();
        }
    }

    public int PunchEach(IPEndPoint[] remotes) => remotes
        .Select(remote =>
        {
            using var socket = Create();
            try
            {
                _ = socket.ConnectAsync(remote); // silent: a punch in a lambda
                return 1;
            }
            catch (Exception)
            {
                return 0;
            }
        })
        .Sum();

    public void PunchCancelled(IPEndPoint remote)
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(5));
        using var socket = Create();
        _ = socket.ConnectAsync(remote, cancellation.Token).AsTask(); // silent: a punch that is cancelled
    }
}
