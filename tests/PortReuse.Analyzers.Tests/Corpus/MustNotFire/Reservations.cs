using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.Reservations;

/// <summary>Holds a port for another process, which is started with its number.</summary>
public sealed class PortReservation : IDisposable
{
    private readonly Socket _socket;

    public PortReservation(IPAddress address)
    {
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(new IPEndPoint(address, 0)); // silent: bound and held
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    public int Port { get; }

    public void Dispose() => _socket.Dispose();
}

public static class PortPool
{
    private static readonly ConcurrentDictionary<int, Socket> Held = new();

    public static int Take()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: held in a dictionary
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        Held[port] = socket;
        return port;
    }

    public static void Return(int port)
    {
        if (Held.TryRemove(port, out var socket))
            socket.Dispose();
    }
}

public sealed class Lease(TcpClient holder) : IAsyncDisposable
{
    public static Lease Acquire(IPAddress address) =>
        new(new TcpClient(new IPEndPoint(address, 0))); // silent: a TcpClient that is never connected

    public EndPoint EndPoint => holder.Client.LocalEndPoint;

    public ValueTask DisposeAsync()
    {
        holder.Dispose();
        return default;
    }
}

public static class ClosedPort
{
    public static async Task<bool> IsRefusedAsync()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: bound, so that nobody listens there
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(bound.LocalEndPoint!); // silent: connects to the bound socket, from another
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return true;
        }
    }

    public static IEnumerable<int> Range(IPAddress address, int first, int count)
    {
        for (var port = first; port < first + count; port++)
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port)); // silent: an iterator that tries a range
            yield return port;
        }
    }

    public static IDisposable HoldPrivately(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address, 0)); // silent: a shared reservation, neither listening nor connecting
        return socket;
    }

    public static void HoldWhile(Action<int> work)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: held during a call, then closed
            work(((IPEndPoint)socket.LocalEndPoint!).Port);
        }
        finally
        {
            socket.Close();
        }
    }
}
