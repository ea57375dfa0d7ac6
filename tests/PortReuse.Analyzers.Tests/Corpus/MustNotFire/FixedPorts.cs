using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.FixedPorts;

public static class Ports
{
    public const int Ntrip = 2101;
    public static readonly IPEndPoint Source = new(IPAddress.Loopback, 6100);
    public static readonly int First = 40_000;
}

public sealed class FixedSource
{
    private readonly IPEndPoint _local = new(IPAddress.Any, Ports.Ntrip);
    private static int s_next = Ports.First;

    public Socket ByConstant(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, Ports.Ntrip)); // silent: a constant that is not 0
        socket.Connect(remote);
        return socket;
    }

    public Socket ByField(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(_local); // silent: a read-only field with a fixed port
        socket.Connect(remote);
        return socket;
    }

    public Socket ByStaticField(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(Ports.Source); // silent: a static endpoint with a fixed port
        socket.Connect(remote);
        return socket;
    }

    public Socket ByCounter(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, Interlocked.Increment(ref s_next))); // silent: a counter's port
        socket.Connect(remote);
        return socket;
    }

    public TcpClient ByClient(IPEndPoint remote)
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Any, 5060)); // silent: TcpClient on a fixed port
        client.Connect(remote);
        return client;
    }

    public Socket Privileged(EndPoint remote, Random random)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, random.Next(512, 1024))); // silent: a privileged port, as rsh wants
        socket.Connect(remote);
        return socket;
    }

    public Socket ByParse(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(IPEndPoint.Parse("10.1.2.3:7000")); // silent: parsed with a port
        socket.Connect(remote);
        return socket;
    }

    public Socket ByMaximum(EndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, IPEndPoint.MaxPort)); // silent: MaxPort, not MinPort
        socket.Connect(remote);
        return socket;
    }

    public Socket ByEither(EndPoint remote, bool secure)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, secure ? 5061 : 5060)); // silent: neither arm is 0
        socket.Connect(remote);
        return socket;
    }

    public Socket ByMutation(IPAddress address, EndPoint remote)
    {
        var local = new IPEndPoint(address, 0);
        local.Port = 8001;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // silent: the port is set after the endpoint is made
        socket.Connect(remote);
        return socket;
    }

    public async Task<Socket> ByRange(EndPoint remote, CancellationToken cancellation)
    {
        for (var port = 50_000; port < 50_100; port++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: a range of the program's own
                await socket.ConnectAsync(remote, cancellation);
                return socket;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                socket.Dispose();
            }
        }

        throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    public Socket ByList(IEnumerable<int> ports, EndPoint remote)
    {
        foreach (var port in ports)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: ports of a list
            socket.Connect(remote);
            return socket;
        }

        return null;
    }
}
