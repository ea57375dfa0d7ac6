using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.SharedPorts;

public interface ISocketPolicy
{
    void Apply(Socket socket);

    Socket Create(AddressFamily family);
}

/// <summary>Dialers on a listener's port, with the collision handled: what matters here is that both share it.</summary>
public sealed class Nodes
{
    private static readonly byte[] On = BitConverter.GetBytes(1);

    private static Socket DialOrFresh(Socket bound, IPEndPoint remote)
    {
        try
        {
            bound.Connect(remote);
            return bound;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            bound.Dispose();
            var fresh = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            fresh.Connect(remote);
            return fresh;
        }
    }

    public Socket BothReuse(int port, IPEndPoint remote)
    {
        var listener = new TcpListener(IPAddress.Any, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(listener.LocalEndpoint); // silent: both have ReuseAddress
        return DialOrFresh(dialer, remote);
    }

    public Socket BothNonExclusive(int port, IPEndPoint remote)
    {
        var listener = new TcpListener(IPAddress.Any, port) { ExclusiveAddressUse = false };
        listener.Start();
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        dialer.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: both have ExclusiveAddressUse = false
        return DialOrFresh(dialer, remote);
    }

    public Socket BothRaw(int port, IPEndPoint remote)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException();
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetRawSocketOption(1, 15, On);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen();
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetRawSocketOption(1, 15, On);
        dialer.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: both have SO_REUSEPORT
        return DialOrFresh(dialer, remote);
    }

    public Socket ByPolicy(ISocketPolicy policy, int port, IPEndPoint remote)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        policy.Apply(listener);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        policy.Apply(dialer);
        dialer.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: unknown code has configured both
        return DialOrFresh(dialer, remote);
    }

    public Socket ByFactory(ISocketPolicy policy, int port, IPEndPoint remote)
    {
        var listener = policy.Create(AddressFamily.InterNetwork);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        var dialer = policy.Create(AddressFamily.InterNetwork);
        dialer.Bind(listener.LocalEndPoint!); // silent: unknown code has made both
        return DialOrFresh(dialer, remote);
    }

    public Socket FromElsewhere(TcpListener listener, IPEndPoint remote)
    {
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(listener.LocalEndpoint); // silent: the listener came from elsewhere
        return DialOrFresh(dialer, remote);
    }

    public Socket ByHelper(int port, IPEndPoint remote)
    {
        var listener = Prepare(IPAddress.Any, port);
        listener.Listen();
        var dialer = Prepare(IPAddress.Any, port); // silent: one helper prepares both
        return DialOrFresh(dialer, remote);
    }

    private static Socket Prepare(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = false;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: for a listener and its dialer
        socket.Bind(new IPEndPoint(address, port)); // silent: shared by both
        return socket;
    }

    public Socket ByFlag(bool shared, int port, IPEndPoint remote)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, shared);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, shared);
        dialer.Bind(new IPEndPoint(IPAddress.Any, port)); // silent: one flag decides for both
        return DialOrFresh(dialer, remote);
    }

    public Socket WhenShared(bool shared, int port, IPEndPoint remote)
    {
        var listener = new TcpListener(IPAddress.Any, port);
        if (shared)
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (shared)
        {
            dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            dialer.Bind(listener.LocalEndpoint); // silent: bound to the port only where it is shared
        }

        return DialOrFresh(dialer, remote);
    }

    public async Task<Socket> WildcardAndSpecific(IPAddress source, int port, IPEndPoint remote)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(new IPEndPoint(source, port)); // silent: a specific address beside the wildcard, both shared
        try
        {
            await dialer.ConnectAsync(remote); // silent: the collision is handled
            return dialer;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return await listener.AcceptAsync();
        }
    }
}
