using System.Net;
using System.Net.Sockets;

namespace PortReuse.Benchmarks;

/// <summary>Listens on a port, and dials from it.</summary>
internal interface IPeer : IDisposable
{
    IPEndPoint EndPoint { get; }

    /// <summary>Whether a connection waits to be accepted.</summary>
    bool IsWaiting { get; }

    /// <summary>The connection, and whether the peer made it.</summary>
    (Socket Socket, bool WasAccepted) Dial(IPEndPoint peer);

    /// <summary>Accepts a connection that is known to be there.</summary>
    Socket AcceptWaiting();
}

internal sealed class SharedPeer : IPeer
{
    private readonly SharedPort _port = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint EndPoint => _port.LocalEndPoint;

    public bool IsWaiting
    {
        get
        {
            // It is there at once, or not at all.
            using var cancellation = new CancellationTokenSource();
            Task<Socket> accept = _port.AcceptAsync(cancellation.Token).AsTask();
            var isWaiting = accept.IsCompleted;
            cancellation.Cancel();
            _ = accept.ContinueWith(task => task.Result.Dispose(), TaskContinuationOptions.OnlyOnRanToCompletion);
            return isWaiting;
        }
    }

    public (Socket Socket, bool WasAccepted) Dial(IPEndPoint peer)
    {
        DialResult result = _port.DialAsync(peer).AsTask().GetAwaiter().GetResult();
        return (result.Socket, result.Outcome == DialOutcome.Accepted);
    }

    public Socket AcceptWaiting() => _port.AcceptAsync().AsTask().GetAwaiter().GetResult();

    public void Dispose() => _port.Dispose();
}

/// <summary>
/// What is written by hand: both sockets share the port, and a connect that fails is thrown, or tried again from a fresh port.
/// </summary>
internal sealed class HandWrittenPeer : IPeer
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly bool _fallsBack;

    public HandWrittenPeer(bool fallsBack)
    {
        _fallsBack = fallsBack;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    public bool IsWaiting => _listener.Poll(0, SelectMode.SelectRead);

    public (Socket Socket, bool WasAccepted) Dial(IPEndPoint peer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(EndPoint);
            socket.Connect(peer);
            return (socket, false);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (!_fallsBack || e.SocketErrorCode != SocketError.AddressNotAvailable)
            {
                throw;
            }
        }

        var fresh = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        fresh.Connect(peer);
        return (fresh, false);
    }

    public Socket AcceptWaiting() => _listener.Accept();

    public void Dispose() => _listener.Dispose();
}
