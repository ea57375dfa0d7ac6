// The listener and the dialer of one port are of two types, which do not know each other: a third gives both of them the port.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustFire.SiblingPorts;

public static class Gate
{
    public static Socket Open(IPEndPoint local)
    {
        var gate = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        gate.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        gate.Bind(local);
        gate.Listen(10);
        return gate;
    }
}

public static class Outbound
{
    public static async Task<Socket> DialAsync(IPEndPoint local, IPEndPoint peer)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
        await socket.ConnectAsync(peer);
        return socket;
    }
}

public sealed class Node(IPEndPoint self)
{
    public async Task JoinAsync(IPEndPoint peer)
    {
        using var gate = Gate.Open(self);
        using var socket = await Outbound.DialAsync(self, peer); // PORT0003
    }
}

internal sealed class Inbox
{
    private readonly TcpListener _listener;

    public Inbox(int port)
    {
        _listener = new TcpListener(IPAddress.Any, port);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Start();
    }

    public Task<TcpClient> ReceiveAsync() => _listener.AcceptTcpClientAsync();
}

internal sealed class Outbox
{
    public TcpClient Open(int port, string host)
    {
        var client = new TcpClient();
        client.Client.ExclusiveAddressUse = false;
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        client.Client.Bind(new IPEndPoint(IPAddress.Any, port));
        client.Connect(IPAddress.Parse(host), 80);
        return client;
    }
}

internal static class Mailboxes
{
    private const int Port = 7001;

    public static async Task RunAsync()
    {
        var inbox = new Inbox(Port);
        using var sent = new Outbox().Open(Port, "192.0.2.1"); // PORT0003
        using var received = await inbox.ReceiveAsync();
    }
}

public static class Punch
{
    public static void Begin(ushort port, IPEndPoint peer)
    {
        var door = new Door();
        door.Open(port);
        new Knocker().Knock(port, peer);
    }

    private sealed class Door
    {
        private Socket? _socket;

        public void Open(ushort port)
        {
            _socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            _socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            _socket.Listen();
        }
    }

    private sealed class Knocker
    {
        public void Knock(ushort port, IPEndPoint peer)
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            try
            {
                socket.Connect(peer); // PORT0003
            }
            catch (SocketException e)
            {
                Console.Error.WriteLine(e.Message);
            }
        }
    }
}

public sealed class Ear
{
    public void Open(IPEndPoint at)
    {
        var ear = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        ear.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        ear.Bind(at);
        ear.Listen();
    }
}

public sealed class Mouth
{
    public void Speak(IPEndPoint from, IPEndPoint to, byte[] words)
    {
        using var mouth = new Socket(from.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        mouth.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        mouth.Bind(from);
        mouth.Connect(to); // PORT0003
        mouth.Send(words);
    }
}

public sealed class Head(Ear ear, Mouth mouth)
{
    public void Converse(IPEndPoint place, IPEndPoint other)
    {
        ear.Open(place);
        mouth.Speak(place, other, [1, 2, 3]);
    }
}
