// A connect whose task is waited for later, with nothing after the failure that needs the address again.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.WaitedForLater;

public static class Dialer
{
    public static async Task<Socket?> A_new_socket_for_each(IPEndPoint local, IPEndPoint remote)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // silent: where to is the caller's
            var connecting = socket.ConnectAsync(remote); // silent: the next one has a socket of its own
            try
            {
                await connecting;
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    public static async Task Closed_on_failure(IPEndPoint local, IPEndPoint remote)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        var connecting = socket.ConnectAsync(remote); // silent: once
        try
        {
            await Task.WhenAny(connecting, Task.Delay(1000));
            await connecting;
        }
        catch (SocketException)
        {
            socket.Close();
            throw;
        }

        await socket.SendAsync(new byte[1]);
    }

    public static void Not_bound(IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        while (!socket.Connected)
        {
            var connecting = socket.BeginConnect(remote, null, null); // silent: it has no address to lose
            try
            {
                socket.EndConnect(connecting);
            }
            catch (SocketException)
            {
            }
        }
    }

    public static void Another_type_of_task(IPEndPoint local, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        var other = Task.Delay(10);
        try
        {
            other.Wait();
        }
        catch (AggregateException)
        {
        }

        socket.Connect(remote); // silent: what failed was no connect
    }
}
