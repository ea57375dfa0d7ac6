// What the look at the names must not lose: a property of which one half matters, a name that others have as well, a listener that never connects.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace MembersByNames;

/// <summary>Reading the option leaves no trace; writing it does.</summary>
public sealed class OptionHolder : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public bool Exclusive
    {
        get => _socket.ExclusiveAddressUse;
        set => _socket.ExclusiveAddressUse = value;
    }

    public bool NoDelay
    {
        get => _socket.NoDelay;
        set => _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.NoDelay, value);
    }

    public bool Reuse
    {
        get => (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress)! != 0;
        set => _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, value);
    }

    public void Share() => _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ExclusiveAddressUse, 0);

    public void Bind(EndPoint local) => _socket.Bind(local);

    public void Connect(EndPoint remote) => _socket.Connect(remote);

    public void Dispose() => _socket.Dispose();
}

public sealed class OptionUser
{
    public void Late(IPAddress source, IPEndPoint remote)
    {
        using var holder = new OptionHolder();
        holder.NoDelay = true;
        holder.Bind(new IPEndPoint(source, 4000));
        holder.Reuse = true; // PORT0005
        holder.Connect(remote);
    }

    public void Shared(IPAddress source, IPEndPoint remote)
    {
        using var holder = new OptionHolder();
        holder.Share();
        holder.Bind(new IPEndPoint(source, 0)); // PORT0001
        holder.Connect(remote);
    }
}

/// <summary>The order of the calls is in a member that calls them on another object of the type.</summary>
public sealed class OpenedByItself : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static OpenedByItself Open(IPEndPoint remote)
    {
        var opened = new OpenedByItself();
        opened.Start(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
        opened.Close(remote);
        return opened;
    }

    public void Start(EndPoint local) => _socket.Bind(local);

    public void Close(IPEndPoint remote) => _socket.Connect(remote);

    public void Dispose() => _socket.Dispose();
}

/// <summary>It takes connections and makes none, and hands what it accepts to members of many names.</summary>
public sealed class SharingServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly SocketAsyncEventArgs _accept = new();

    public SharingServer()
    {
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
        _accept.Completed += OnAccepted;
    }

    public void Start(int port)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Any, port));
        _listener.Listen(100);
        Next();
    }

    private void Next()
    {
        _accept.AcceptSocket = null;
        if (!_listener.AcceptAsync(_accept))
            OnAccepted(this, _accept);
    }

    private void OnAccepted(object? sender, SocketAsyncEventArgs e)
    {
        e.AcceptSocket?.Dispose();
        Next();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _accept.Dispose();
    }
}

/// <summary>Whose accept is in a class of its own, which never connects, is still there when its owner dials.</summary>
public sealed class Incoming : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public Incoming(EndPoint local, bool isShared)
    {
        if (isShared)
        {
            _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }

        _listener.Bind(local);
        _listener.Listen(10);
    }

    public EndPoint Local => _listener.LocalEndPoint!;

    public void Refuse()
    {
        using var refused = _listener.Accept();
    }

    public void Dispose() => _listener.Dispose();
}

public sealed class OwnerOfIncoming : IDisposable
{
    private readonly Incoming _incoming = new(new IPEndPoint(IPAddress.Loopback, 4242), isShared: true);

    public void Refuse() => _incoming.Refuse();

    public Socket Dial(IPEndPoint peer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_incoming.Local);
        socket.Connect(peer); // PORT0003
        return socket;
    }

    public void Dispose() => _incoming.Dispose();
}
