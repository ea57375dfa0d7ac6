using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.EndPointReads;

public sealed class Reporter(IPAddress source, Action<object> log)
{
    private Socket _socket;

    private static void Defer(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }

    public Socket AfterConnect(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(remote);
        log(socket.LocalEndPoint); // silent: read after the connect
        return socket;
    }

    public async Task<int> AfterConnectAsync(EndPoint remote, CancellationToken cancellation)
    {
        _socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(_socket);
        _socket.Bind(new IPEndPoint(source, 0));
        await _socket.ConnectAsync(remote, cancellation);
        return ((IPEndPoint)_socket.LocalEndPoint!).Port; // silent: a field's endpoint after the await
    }

    public Socket FixedPort(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 6001));
        log(socket.LocalEndPoint); // silent: the port is fixed, and the read says it
        socket.Connect(remote);
        return socket;
    }

    public Socket WithoutDeferral(int port, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, port));
        log(socket.LocalEndPoint); // silent: the bind has chosen the port
        socket.Connect(remote);
        return socket;
    }

    public Socket Wildcard(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        log(socket.LocalEndPoint); // silent: .NET asks again for a wildcard address
        socket.Connect(remote);
        return socket;
    }

    public Socket OfAnother(Socket control, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(((IPEndPoint)control.LocalEndPoint!).Address, 0)); // silent: the read is of another socket
        log(control.LocalEndPoint); // silent: another socket, between bind and connect
        socket.Connect(remote);
        return socket;
    }

    public Socket RemoteEndPoint(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0));
        log(socket.IsBound); // silent: IsBound reads no endpoint
        log(socket.AddressFamily); // silent: a property of the socket that keeps nothing
        socket.Connect(remote);
        log(socket.RemoteEndPoint); // silent: the remote endpoint
        return socket;
    }

    public Socket Listening()
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0));
        socket.Listen();
        log(socket.LocalEndPoint); // silent: listen has chosen the port
        return socket;
    }

    public Socket OtherBranch(EndPoint remote, bool reserve)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0));
        if (reserve)
        {
            log(socket.LocalEndPoint); // silent: this path does not connect
            return socket;
        }

        socket.Connect(remote);
        return socket;
    }

    public Socket OnFailure(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0));
        try
        {
            socket.Connect(remote);
        }
        catch (SocketException e)
        {
            log($"{socket.LocalEndPoint}: {e.SocketErrorCode}"); // silent: read after a failed connect
            socket.Dispose();
            throw;
        }

        return socket;
    }

    public Socket NameOnly(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0));
        log(nameof(socket.LocalEndPoint)); // silent: nameof reads nothing
        socket.Connect(remote);
        return socket;
    }

    public Socket Later(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0));
        Func<EndPoint> local = () => socket.LocalEndPoint; // silent: a lambda that runs after the connect
        socket.Connect(remote);
        log(local());
        return socket;
    }
}
