#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.TestedPorts;

public sealed class Session(int localPort, IPAddress address)
{
    private readonly int _localPort = localPort;
    private TcpClient? _client;

    public int LocalPort { get; set; }

    public Socket OnlyIfChosen(EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (_localPort > 0)
            socket.Bind(new IPEndPoint(address, _localPort)); // silent: bound only where the port is above 0
        socket.Connect(remote);
        return socket;
    }

    public void ZeroHasItsOwnBranch(IPEndPoint remote)
    {
        if (_localPort == 0)
            _client = new TcpClient();
        else
            _client = new TcpClient(new IPEndPoint(address, _localPort)); // silent: the else of a test for 0
        _client.Connect(remote);
    }

    public Socket DeferredWhereItIsZero(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local.Port == 0 && OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(local); // silent: the option is set where the port is 0
        socket.Connect(remote);
        return socket;
    }

    public Socket DeferredAndTold(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local is { Port: 0 } && OperatingSystem.IsWindows())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
        Console.WriteLine(local.Port == 0 ? "The system chooses the port." : "The port is given.");
        socket.Bind(local); // silent: what the code asks does not say that the port is 0
        socket.Connect(remote);
        return socket;
    }

    public Socket OnlyTold(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local.Port != 0)
            Console.WriteLine("From a port that is given.");
        socket.Bind(local); // silent: it may be one or the other
        socket.Connect(remote);
        return socket;
    }

    public Socket ZeroIsReplaced(int port, EndPoint remote)
    {
        if (port == 0)
            port = 20_000;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: 0 is replaced first
        socket.Connect(remote);
        return socket;
    }

    public Socket ZeroIsRefused(int port, EndPoint remote)
    {
        if (port is 0)
            throw new ArgumentOutOfRangeException(nameof(port));
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: an exception for 0
        socket.Connect(remote);
        return socket;
    }

    public Socket ZeroStartsTheSearch(EndPoint remote)
    {
        var port = 0;
        while (port == 0)
            port = Random.Shared.Next(1024, 65_535);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: a loop ends when the port is not 0
        socket.Connect(remote);
        return socket;
    }

    public Socket NullableHasValue(int? port, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port is > 0 and var chosen)
            socket.Bind(new IPEndPoint(address, chosen)); // silent: a pattern with > 0
        socket.Connect(remote);
        return socket;
    }

    public Socket PropertyPattern(IPEndPoint? local, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local is { Port: > 0 })
            socket.Bind(local); // silent: a property pattern on the endpoint
        socket.Connect(remote);
        return socket;
    }

    public Socket NotZeroPattern(IPEndPoint local, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (local is { Port: not IPEndPoint.MinPort })
            socket.Bind(local); // silent: "not MinPort"
        socket.Connect(remote);
        return socket;
    }

    public Socket EarlyReturn(EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (LocalPort <= 0)
        {
            socket.Connect(remote);
            return socket;
        }

        socket.Bind(new IPEndPoint(address, LocalPort)); // silent: an early return for 0
        socket.Connect(remote);
        return socket;
    }

    public Socket AssignedOnOnePath(bool chosen, EndPoint remote)
    {
        var port = 0;
        if (chosen)
            port = 2404;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (port != 0)
            socket.Bind(new IPEndPoint(address, port)); // silent: where it is still 0 there is no bind
        socket.Connect(remote);
        return socket;
    }

    public Socket Conditional(int port, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port == 0 ? 8080 : port)); // silent: a conditional replaces 0
        socket.Connect(remote);
        return socket;
    }

    public Socket SwitchExpression(string scheme, EndPoint remote)
    {
        var port = scheme switch
        {
            "modbus" => 1502,
            "opc" => 4841,
            _ => throw new NotSupportedException(scheme),
        };
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: no arm of the switch is 0
        socket.Connect(remote);
        return socket;
    }

    public Socket AndAlso(string? text, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (int.TryParse(text, out var port) && port != 0)
            socket.Bind(new IPEndPoint(address, port)); // silent: parsed, and tested with &&
        socket.Connect(remote);
        return socket;
    }

    public Socket OrElse(int port, EndPoint remote)
    {
        if (port <= 0 || port > IPEndPoint.MaxPort)
            return Plain(remote);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: the range is tested with ||
        socket.Connect(remote);
        return socket;
    }

    public Socket Framework(int port, EndPoint remote)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(port);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: a throw helper refuses 0
        socket.Connect(remote);
        return socket;
    }

    public Socket AtLeast(int port, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, Math.Max(port, 1024))); // silent: never below 1024
        socket.Connect(remote);
        return socket;
    }

    public async Task<Socket> ZeroListens(int port, EndPoint remote)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port)); // silent: with port 0 it listens, otherwise it connects
        if (port == 0)
        {
            socket.Listen();
            return await socket.AcceptAsync();
        }

        await socket.ConnectAsync(remote);
        return socket;
    }

    private static Socket Plain(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(remote);
        return socket;
    }

    private static Socket OpenIfChosen(int port, EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (port != 0)
            socket.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: callers pass 0 for no bind
        socket.Connect(remote);
        return socket;
    }

    public static Socket OpenUnbound(EndPoint remote) => OpenIfChosen(0, remote); // silent: 0 passed to a helper that tests it
}
