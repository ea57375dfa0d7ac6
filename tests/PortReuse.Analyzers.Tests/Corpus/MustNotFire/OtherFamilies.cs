using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.OtherFamilies;

public sealed class UnixSocketServer(string path) : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public void Start()
    {
        File.Delete(path);
        _listener.Bind(new UnixDomainSocketEndPoint(path)); // silent: a Unix domain listener has no port
        _listener.Listen(64);
    }

    public void Dispose() => _listener.Dispose();
}

public static class UnixSocketClient
{
    public static async Task<Stream> ConnectAsync(string local, string remote, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(local)); // silent: a named Unix client has no port
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(remote), cancellation);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public static Socket ConnectAbstract(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.IP);
        socket.Bind(new UnixDomainSocketEndPoint("\0" + name + Environment.ProcessId)); // silent: abstract name
        socket.Connect(new UnixDomainSocketEndPoint("\0" + name));
        return socket;
    }

    public static Socket TryEach(string local, string[] candidates)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        EndPoint endPoint = new UnixDomainSocketEndPoint(local);
        socket.Bind(endPoint); // silent: a path, not an address and port
        foreach (var candidate in candidates)
        {
            if (File.Exists(candidate))
            {
                socket.Connect(new UnixDomainSocketEndPoint(candidate));
                break;
            }
        }

        return socket;
    }
}

public sealed class Pinger : IDisposable
{
    private readonly Socket _icmp = new(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);

    public Pinger(IPAddress source) => _icmp.Bind(new IPEndPoint(source, 0)); // silent: ICMP has no ports

    public void Target(IPAddress address) => _icmp.Connect(new IPEndPoint(address, 0)); // silent: connects a raw socket

    public IPEndPoint Source => (IPEndPoint)_icmp.LocalEndPoint!;

    public void Dispose() => _icmp.Dispose();
}

public static class RawSockets
{
    public static Socket Sniff(IPAddress local)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.IP);
        socket.Bind(new IPEndPoint(local, 0)); // silent: a sniffer on a raw socket
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.HeaderIncluded, true);
        return socket;
    }

    public static Socket OpenOspf(IPAddress local, IPAddress neighbour)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, (ProtocolType)89);
        socket.Bind(new IPEndPoint(local, 0)); // silent: another protocol over a raw socket
        socket.Connect(neighbour, 0);
        return socket;
    }

    public static Socket OpenIcmpV6(IPAddress local, EndPoint target)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Raw, ProtocolType.IcmpV6)
        {
            ReceiveTimeout = 1000,
        };
        socket.Bind(new IPEndPoint(local, IPEndPoint.MinPort)); // silent: ICMPv6 has no ports
        socket.Connect(target);
        return socket;
    }

    public static Socket OpenPing(IPAddress local, EndPoint target)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Icmp);
        socket.Bind(new IPEndPoint(local, 0)); // silent: an unprivileged ping socket is a datagram socket
        socket.Connect(target);
        return socket;
    }

    public static Socket OpenPacket(EndPoint link)
    {
        var socket = new Socket(AddressFamily.Packet, SocketType.Raw, ProtocolType.Raw);
        socket.Bind(link); // silent: a packet socket is bound to an interface
        return socket;
    }

    public static Socket OpenCan(EndPoint bus)
    {
        var socket = new Socket(AddressFamily.ControllerAreaNetwork, SocketType.Raw, ProtocolType.Raw);
        socket.Bind(bus); // silent: a CAN bus has no ports
        return socket;
    }

    public static Socket OpenBluetooth(EndPoint channel, EndPoint device)
    {
        var socket = new Socket((AddressFamily)32, SocketType.Stream, (ProtocolType)3);
        socket.Bind(channel); // silent: an endpoint of unknown kind
        socket.Connect(device);
        return socket;
    }
}
