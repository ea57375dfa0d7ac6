using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.Assertions;

internal static class Assert
{
    public static T Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T e)
        {
            return e;
        }

        throw new InvalidOperationException("no exception");
    }

    public static async Task<T> ThrowsAsync<T>(Func<Task> action)
        where T : Exception
    {
        try
        {
            await action();
        }
        catch (T e)
        {
            return e;
        }

        throw new InvalidOperationException("no exception");
    }

    public static void Equal<T>(T expected, T actual)
    {
        if (!Equals(expected, actual))
            throw new InvalidOperationException($"{expected} {actual}");
    }
}

public sealed class ArgumentTests
{
    public void Bind_of_a_disposed_socket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Dispose();
        Assert.Throws<ObjectDisposedException>(() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))); // silent: asserted
    }

    public void Bind_of_another_family()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Throws<SocketException>(() => socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0))); // silent: asserts the family
    }

    public void Bind_twice()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: bound, and not connected
        Assert.Throws<SocketException>(() => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))); // silent: asserts the second bind
    }

    public void Connect_of_a_listening_socket()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: it listens before the connect
        socket.Listen(1);
        Assert.Throws<InvalidOperationException>(() => socket.Connect(new IPEndPoint(IPAddress.Loopback, 1))); // silent: asserted
    }

    public void Event_args_on_a_listening_socket()
    {
        using var args = new SocketAsyncEventArgs { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1) };
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: a listener and event args
        socket.Listen(1);
        Assert.Throws<InvalidOperationException>(() => socket.ConnectAsync(args)); // silent: asserts the asynchronous connect
    }

    public void Accept_of_a_bound_socket()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: accepts without listening
        Assert.Throws<InvalidOperationException>(() => socket.Accept()); // silent: asserts the accept
    }

    public async Task Refused_by_a_bound_socket()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: bound, so that it refuses
        var e = await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(server.LocalEndPoint!)); // silent: another socket
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
    }

    public void Port_in_use()
    {
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var second = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        first.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: holds a port
        var e = Assert.Throws<SocketException>(() => second.Bind(first.LocalEndPoint!)); // silent: asserts that the port is taken
        Assert.Equal(SocketError.AddressAlreadyInUse, e.SocketErrorCode);
    }

    public void Options_round_trip()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: set and read back
        Assert.Equal(1, (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress)!);
    }

    public void Null_arguments()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Assert.Throws<ArgumentNullException>(() => socket.Bind(null!)); // silent: asserts the argument
        Assert.Throws<ArgumentNullException>(() => socket.Connect((EndPoint)null!)); // silent: asserts the argument
    }
}
