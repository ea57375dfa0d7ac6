using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.CollisionsAsync;

public sealed class Peer
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private Socket _current;

    public Peer(IPAddress address, int port)
    {
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: its dialers are below
        _listener.Bind(new IPEndPoint(address, port));
        _listener.Listen();
    }

    private Socket CreateDialer()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_listener.LocalEndPoint!); // silent: both share the port
        return socket;
    }

    public async Task<Socket> Awaited(IPEndPoint remote, CancellationToken cancellation)
    {
        var socket = CreateDialer();
        try
        {
            await socket.ConnectAsync(remote, cancellation).ConfigureAwait(false); // silent: awaited in a try
            return socket;
        }
        catch (OperationCanceledException)
        {
            socket.Dispose();
            throw;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            return await _listener.AcceptAsync(cancellation);
        }
    }

    public async Task<Socket> Stored(IPEndPoint remote)
    {
        var socket = CreateDialer();
        var pending = socket.ConnectAsync(remote); // silent: the stored task is awaited in a try
        var accept = _listener.AcceptAsync();
        try
        {
            await pending;
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable)
        {
            return await accept;
        }
    }

    public Task<Socket> Continued(IPEndPoint remote)
    {
        var socket = CreateDialer();
        return socket.ConnectAsync(remote).ContinueWith( // silent: the continuation tests the exception
            connected => connected.Exception?.InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable }
                ? _listener.Accept()
                : socket,
            TaskScheduler.Default);
    }

    public Task<Socket> ContinuedOnFault(IPEndPoint remote)
    {
        var socket = CreateDialer();
        return socket.ConnectAsync(remote).ContinueWith(connected => // silent: a continuation with a fresh socket
        {
            if (!connected.IsFaulted)
                return socket;
            socket.Dispose();
            var fresh = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            fresh.Connect(remote);
            return fresh;
        });
    }

    public bool Waited(IPEndPoint remote)
    {
        var socket = CreateDialer();
        try
        {
            return socket.ConnectAsync(remote).Wait(TimeSpan.FromSeconds(5)); // silent: an AggregateException is unwrapped
        }
        catch (AggregateException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.AddressNotAvailable })
        {
            socket.Dispose();
            _current = _listener.Accept();
            return true;
        }
    }

    public async Task<Socket> Raced(IPEndPoint remote)
    {
        var socket = CreateDialer();
        var pending = socket.ConnectAsync(remote); // silent: the task's exception is looked at
        await Task.WhenAny(pending, _listener.AcceptAsync());
        if (pending.Exception?.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressNotAvailable })
            return await _listener.AcceptAsync();
        return socket;
    }

    public async Task<Socket[]> All(IEnumerable<IPEndPoint> remotes)
    {
        var attempts = remotes.Select(async remote =>
        {
            var socket = CreateDialer();
            try
            {
                await socket.ConnectAsync(remote); // silent: each attempt handles it in its lambda
                return socket;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                socket.Dispose();
                return await _listener.AcceptAsync();
            }
        });
        return await Task.WhenAll(attempts);
    }

    public void ByCallback(IPEndPoint remote)
    {
        var socket = CreateDialer();
        socket.BeginConnect(remote, OnConnected, socket); // silent: the callback's EndConnect is in a try
    }

    private void OnConnected(IAsyncResult result)
    {
        var socket = (Socket)result.AsyncState!;
        try
        {
            socket.EndConnect(result);
            _current = socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            socket.Dispose();
            _current = _listener.Accept();
        }
    }

    public Socket ByHandle(IPEndPoint remote)
    {
        var socket = CreateDialer();
        var pending = socket.BeginConnect(remote, null, null); // silent: EndConnect below is in a try
        pending.AsyncWaitHandle.WaitOne();
        try
        {
            socket.EndConnect(pending);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return _listener.Accept();
        }
    }

    public void ByEventArgs(IPEndPoint remote)
    {
        var socket = CreateDialer();
        var args = new SocketAsyncEventArgs { RemoteEndPoint = remote, UserToken = socket };
        args.Completed += (_, completed) => OnCompleted(completed);
        if (!socket.ConnectAsync(args)) // silent: SocketError is tested in the callback
            OnCompleted(args);
    }

    private void OnCompleted(SocketAsyncEventArgs args)
    {
        if (args.SocketError == SocketError.AddressNotAvailable)
            _current = _listener.Accept();
        else if (args.SocketError == SocketError.Success)
            _current = args.ConnectSocket;
    }

    public async Task<bool> ByCompletion(IPEndPoint remote)
    {
        var socket = CreateDialer();
        var completion = new TaskCompletionSource<SocketError>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var args = new SocketAsyncEventArgs { RemoteEndPoint = remote };
        args.Completed += (_, e) => completion.SetResult(e.SocketError);
        var error = socket.ConnectAsync(args) ? await completion.Task : args.SocketError; // silent: the result's SocketError is tested
        if (error == SocketError.AddressNotAvailable)
        {
            _current = await _listener.AcceptAsync();
            return false;
        }

        _current = socket;
        return true;
    }
}
