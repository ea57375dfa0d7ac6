using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.Variables;

public sealed class Reused(IPAddress source)
{
    private Socket _socket;
    private TcpClient _client;

    public void ListenerThenClient(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the first socket of the variable listens
        socket.Listen();
        using var accepted = socket.Accept();
        socket.Dispose();
        socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote); // silent: the second socket of the variable
    }

    public void DatagramThenStream(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the variable holds a datagram socket first
        socket.Close();
        socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote);
    }

    public void FieldReplaced(EndPoint remote)
    {
        _socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, 0)); // silent: the field's socket is replaced before the connect
        _socket.Dispose();
        _socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Connect(remote);
    }

    public void Exchanged(EndPoint remote)
    {
        _socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(source, 0)); // silent: exchanged for another before the connect
        var old = Interlocked.Exchange(ref _socket, new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp));
        old.Dispose();
        _socket.Connect(remote);
    }

    public void ClientReplaced(Socket other, IPEndPoint remote)
    {
        _client = new TcpClient(source.AddressFamily);
        _client.Client.Bind(new IPEndPoint(source, 0)); // silent: the TcpClient gets another socket
        _client.Client.Dispose();
        _client.Client = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _client.Connect(remote);
        other.Dispose();
    }

    public void ByRef(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: a ref argument puts another socket in its place
        Renew(ref socket);
        socket.Connect(remote);
    }

    private static void Renew(ref Socket socket)
    {
        socket.Dispose();
        socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
    }

    public void EndPointReassigned(EndPoint remote)
    {
        var local = new IPEndPoint(source, 0);
        local = new IPEndPoint(source, 3000);
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // silent: the endpoint's variable is assigned again
        socket.Connect(remote);
    }

    public void PortCounted(EndPoint remote)
    {
        var port = 0;
        port += 4000;
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port)); // silent: 4000 is added
        socket.Connect(remote);
    }

    public void PortByOut(EndPoint remote, Func<int> next)
    {
        var port = 0;
        Read(next, out port);
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port)); // silent: an out argument replaces 0
        socket.Connect(remote);
    }

    private static void Read(Func<int> next, out int port) => port = next();

    public void PortByLambda(EndPoint remote, Action<Action> run)
    {
        var port = 0;
        run(() => port = 4100);
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port > 0)
            socket.Bind(new IPEndPoint(source, port)); // silent: set by a lambda, and tested
        socket.Connect(remote);
    }

    public void Shadowed(EndPoint remote)
    {
        var local = new IPEndPoint(source, 0);
        void Bind(Socket socket, IPEndPoint local) => socket.Bind(local); // silent: the parameter hides the outer variable
        var dialer = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Bind(dialer, new IPEndPoint(local.Address, 4200)); // silent: a fixed port is passed
        dialer.Connect(remote);
    }

    public async Task OnlyOneLives(EndPoint remote, bool listen)
    {
        Socket listener = null;
        Socket dialer = null;
        if (listen)
            listener = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        else
            dialer = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener?.Bind(new IPEndPoint(source, 0)); // silent: only the listener is bound
        listener?.Listen();
        if (dialer is not null)
            await dialer.ConnectAsync(remote);
    }

    public Socket PickedAgain(EndPoint remote, bool server)
    {
        var first = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        var second = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        first.Bind(new IPEndPoint(source, 0)); // silent: never the one that is picked
        first.Listen();
        var picked = server ? second : new Socket(SocketType.Stream, ProtocolType.Tcp);
        picked.Connect(remote);
        return picked;
    }
}
