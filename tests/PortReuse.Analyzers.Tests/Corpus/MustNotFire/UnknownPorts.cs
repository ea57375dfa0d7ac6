#nullable enable
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.UnknownPorts;

public sealed class ClientOptions
{
    public int? LocalPort { get; set; }

    public IPAddress LocalAddress { get; set; } = IPAddress.Any;

    public IPEndPoint? LocalEndPoint { get; set; }

    public bool ReuseAddress { get; set; }

    public bool NoDelay { get; set; } = true;
}

public interface IPortSource
{
    int Take();
}

public sealed class Dialer(ClientOptions options, IPortSource ports)
{
    private readonly Dictionary<string, int> _portByName = new();
    private int _lastPort;
    private Socket? _socket;

    public Socket ByParameter(IPAddress address, int port, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: a public method's port
        socket.Connect(remote);
        return socket;
    }

    public Socket ByDefaultedParameter(EndPoint remote, IPAddress? address = null, int? port = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address ?? IPAddress.Any, port ?? 0)); // silent: 0 only where no port is given
        socket.Connect(remote);
        return socket;
    }

    public async Task<Socket> ByOptions(EndPoint remote, CancellationToken cancellation)
    {
        _socket = new Socket(options.LocalAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = options.NoDelay };
        _socket.Bind(new IPEndPoint(options.LocalAddress, options.LocalPort.GetValueOrDefault())); // silent: a port of the options
        await _socket.ConnectAsync(remote, cancellation);
        return _socket;
    }

    public Socket ByOptionalEndPoint(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (options.ReuseAddress)
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        if (options.LocalEndPoint is { } local)
            socket.Bind(local); // silent: an endpoint of the options
        socket.Connect(remote);
        return socket;
    }

    public TcpClient ByEndPointOrNull(IPEndPoint remote)
    {
        var client = options.LocalEndPoint is null ? new TcpClient() : new TcpClient(options.LocalEndPoint); // silent: TcpClient of options
        client.Connect(remote);
        return client;
    }

    public Socket ByInterface(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, ports.Take())); // silent: a port that an interface gives
        socket.Connect(remote);
        return socket;
    }

    public Socket ByEnvironment(EndPoint remote)
    {
        var text = Environment.GetEnvironmentVariable("LOCAL_PORT");
        var port = int.Parse(text ?? "0", CultureInfo.InvariantCulture);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: parsed from the environment
        socket.Connect(remote);
        return socket;
    }

    public Socket ByDictionary(string name, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, _portByName[name])); // silent: looked up in a dictionary
        socket.Connect(remote);
        return socket;
    }

    public Socket ByMutableField(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, _lastPort)); // silent: a field that other methods assign
        socket.Connect(remote);
        _lastPort = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }

    public void Remember(int port) => _lastPort = port;

    public Socket ByTuple((IPAddress Address, int Port) local, EndPoint remote)
    {
        var (address, port) = local;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: out of a tuple that is given
        socket.Connect(remote);
        return socket;
    }

    public Socket ByText(string local, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(IPEndPoint.Parse(local)); // silent: parsed from a text that is given
        socket.Connect(remote);
        return socket;
    }

    public Socket ByArgument(string[] args, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var port = args.Length > 0 ? Convert.ToInt32(args[0], CultureInfo.InvariantCulture) : 9000;
        socket.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: typed by the user
        socket.Connect(remote);
        return socket;
    }

    public Socket ByFunction(Func<IPEndPoint> choose, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(choose()); // silent: a delegate's endpoint
        socket.Connect(remote);
        return socket;
    }

    public Socket ByAbstractEndPoint(EndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // silent: an endpoint whose kind is not known
        socket.Connect(remote);
        return socket;
    }

    public Socket AsOther(Socket other, EndPoint remote)
    {
        var socket = new Socket(other.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(other.LocalEndPoint!); // silent: another socket's endpoint, of which nothing is known
        socket.Connect(remote);
        return socket;
    }

    public Socket Coalesced(EndPoint remote)
    {
        var local = options.LocalEndPoint;
        local ??= new IPEndPoint(options.LocalAddress, 0);
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // silent: ??= is as unknown as ??
        socket.Connect(remote);
        return socket;
    }

    private static Socket Open(int port, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: no caller passes 0
        socket.Connect(remote);
        return socket;
    }

    public (Socket First, Socket Second) OpenBoth(EndPoint remote) =>
        (Open(7001, remote), Open(ports.Take(), remote)); // silent: neither call passes 0
}
