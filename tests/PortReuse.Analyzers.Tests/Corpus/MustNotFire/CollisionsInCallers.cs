using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.CollisionsInCallers;

public sealed class Peer : IDisposable
{
    private readonly TcpListener _listener;

    public Peer(IPEndPoint local)
    {
        _listener = new TcpListener(local);
        _listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: it has dialers
        _listener.Start();
    }

    public Socket Dial(IPEndPoint remote)
    {
        try
        {
            return Open(remote);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return _listener.AcceptSocket();
        }
    }

    public bool TryDial(IPEndPoint remote, out Socket socket)
    {
        try
        {
            socket = Open(remote);
            return true;
        }
        catch (SocketException)
        {
            socket = null;
            return false;
        }
    }

    private Socket Open(IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_listener.LocalEndpoint); // silent: both share
        socket.Connect(remote); // silent: every caller of the private method handles it
        return socket;
    }

    public async Task<Socket> DialAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        try
        {
            return await OpenAsync(remote, cancellation);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            return await _listener.AcceptSocketAsync(cancellation);
        }
    }

    private async Task<Socket> OpenAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        socket.Bind(_listener.LocalEndpoint);
        try
        {
            await socket.ConnectAsync(remote, cancellation); // silent: rethrown here, handled by the only caller
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task<Socket> DialLocally(IPEndPoint remote)
    {
        try
        {
            return await OpenHere();
        }
        catch (SocketException)
        {
            var fresh = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await fresh.ConnectAsync(remote);
            return fresh;
        }

        async Task<Socket> OpenHere()
        {
            var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(_listener.LocalEndpoint);
            await socket.ConnectAsync(remote); // silent: the caller of the local function handles it
            return socket;
        }
    }

    public Socket DialDeeply(IPEndPoint remote)
    {
        try
        {
            return First(remote);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return _listener.AcceptSocket();
        }
    }

    private Socket First(IPEndPoint remote) => Second(remote);

    private Socket Second(IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_listener.LocalEndpoint);
        socket.Connect(remote); // silent: the caller's caller handles it
        return socket;
    }

    public void Dispose() => _listener.Stop();
}
