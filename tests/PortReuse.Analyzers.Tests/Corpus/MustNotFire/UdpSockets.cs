using System;
using System.Collections.Generic;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.UdpSockets;

public static class SharedBindings
{
    public static void ReuseBind(this Socket socket, EndPoint local)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local); // silent: only datagram sockets come here
    }
}

public sealed class SyslogSender : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public SyslogSender(IPAddress source) => _socket.Bind(new IPEndPoint(source, 0)); // silent: datagram socket in a field

    public void Open(IPEndPoint collector) => _socket.Connect(collector); // silent: connects a datagram socket

    public void Write(string message) => _socket.Send(Encoding.ASCII.GetBytes(message));

    public void Dispose() => _socket.Dispose();
}

public sealed class StatsClient
{
    private UdpClient _client;

    public void Start(IPAddress source, IPEndPoint server)
    {
        _client = new UdpClient();
        _client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _client.Client.Bind(new IPEndPoint(source, 0)); // silent: the Client of a UdpClient
        _client.Connect(server);
    }

    public void StartInConstructor(IPAddress source, IPAddress server)
    {
        _client = new UdpClient(new IPEndPoint(source, 0)); // silent: UdpClient binds in its constructor
        _client.Connect(server, 8125); // silent: connects a UdpClient that is bound
    }

    public void StartOnAnyPort(IPEndPoint server)
    {
        _client = new UdpClient(0); // silent: UDP with port 0
        _client.Connect(server);
    }
}

public static class DnsQueries
{
    public static async Task<byte[]> QueryAsync(byte[] query, IPEndPoint server, CancellationToken cancellation)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        var any = server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        socket.Bind(new IPEndPoint(any, 0)); // silent: a resolver's datagram socket
        await socket.ConnectAsync(server, cancellation);
        await socket.SendAsync(query, SocketFlags.None, cancellation);
        var answer = new byte[4096];
        var length = await socket.ReceiveAsync(answer, SocketFlags.None, cancellation);
        return answer[..length];
    }

    public static Socket Open(bool ipv6)
    {
        var socket = ipv6
            ? new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp)
            : new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ReuseBind(new IPEndPoint(ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, 0)); // silent: both arms are datagram sockets
        socket.Connect(new IPEndPoint(ipv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, 53));
        return socket;
    }
}

public static class ServiceDiscovery
{
    private static readonly IPEndPoint Group = new(IPAddress.Parse("239.255.255.250"), 1900);

    public static List<Socket> OpenOnEveryInterface()
    {
        var sockets = new List<Socket>();
        foreach (var nic in NetworkInterface.GetAllNetworkInterfaces())
        {
            foreach (var unicast in nic.GetIPProperties().UnicastAddresses)
            {
                var socket = new Socket(unicast.Address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
                {
                    EnableBroadcast = true,
                    ExclusiveAddressUse = false,
                };
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(unicast.Address, 0)); // silent: search requests are datagrams
                sockets.Add(socket);
            }
        }

        return sockets;
    }

    public static UdpClient Join(IPAddress local)
    {
        var client = new UdpClient(AddressFamily.InterNetwork);
        client.ExclusiveAddressUse = false;
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        client.Client.Bind(new IPEndPoint(local, Group.Port)); // silent: a multicast receiver shares its port
        client.JoinMulticastGroup(Group.Address);
        return client;
    }

    public static void Announce(Socket socket, byte[] message, IPAddress local)
    {
        socket.Bind(new IPEndPoint(local, 0)); // silent: a socket of unknown kind that sends datagrams
        socket.SendTo(message, Group);
        socket.Connect(Group);
        socket.Send(message);
    }
}

/// <summary>Sockets of unknown kind, each with one operation that only datagrams have.</summary>
public static class Datagrams
{
    private static readonly IPEndPoint Group = new(IPAddress.Parse("239.1.1.1"), 4000);

    public static async Task Await(Socket socket, byte[] message, IPAddress local)
    {
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        await socket.SendToAsync(message, Group);
    }

    public static void Begin(Socket socket, byte[] message, IPAddress local)
    {
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        socket.BeginSendTo(message, 0, message.Length, SocketFlags.None, Group, null, null);
    }

    public static void Hear(Socket socket, byte[] message, IPAddress local)
    {
        EndPoint from = Group;
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        socket.ReceiveFrom(message, ref from);
    }

    public static async Task HearAsync(Socket socket, byte[] message, IPAddress local)
    {
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        await socket.ReceiveFromAsync(message, Group);
    }

    public static void BeginHearing(Socket socket, byte[] message, IPAddress local)
    {
        EndPoint from = Group;
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        socket.BeginReceiveFrom(message, 0, message.Length, SocketFlags.None, ref from, null, null);
    }

    public static void HearWhere(Socket socket, byte[] message, IPAddress local)
    {
        var flags = SocketFlags.None;
        EndPoint from = Group;
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        socket.ReceiveMessageFrom(message, 0, message.Length, ref flags, ref from, out _);
    }

    public static async Task HearWhereAsync(Socket socket, byte[] message, IPAddress local)
    {
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        await socket.ReceiveMessageFromAsync(message, SocketFlags.None, Group);
    }

    public static void BeginHearingWhere(Socket socket, byte[] message, IPAddress local)
    {
        EndPoint from = Group;
        socket.Bind(new IPEndPoint(local, 0)); // silent: it has an operation of datagrams
        socket.Connect(Group);
        socket.BeginReceiveMessageFrom(message, 0, message.Length, SocketFlags.None, ref from, null, null);
    }
}

public sealed class QuicLikeTransport(IPEndPoint local) : IAsyncDisposable
{
    private Socket Socket { get; } = new(SocketType.Dgram, ProtocolType.Udp) { DualMode = true };

    public async ValueTask OpenAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        Socket.Bind(local.Port == 0 ? new IPEndPoint(IPAddress.IPv6Any, 0) : local); // silent: datagram socket in a property
        await Socket.ConnectAsync(remote, cancellation);
    }

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }
}

public static class Echo
{
    public static (Socket Left, Socket Right) CreatePair()
    {
        var left = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var right = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        left.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: a pair of datagram sockets
        right.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: a pair of datagram sockets
        left.Connect(right.LocalEndPoint!);
        right.Connect(left.LocalEndPoint!); // silent: LocalEndPoint of a datagram socket
        return (left, right);
    }

    public static Socket Twin(Socket original)
    {
        var twin = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        twin.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        twin.Bind(original.LocalEndPoint!); // silent: datagram sockets may share a port
        twin.Connect(original.RemoteEndPoint!);
        return twin;
    }

    public static int FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: free port of UDP
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
