// A connect that fails where its task is waited for, and is done again on the same socket: the second leaves from another address.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace RetriedLater;

public sealed class DataChannel(IPEndPoint local, IPEndPoint remote)
{
    public async Task<TcpClient> OpenAsync(TimeSpan timeout, CancellationToken cancellation)
    {
        TcpClient client;
        if (local.Port != 0)
        {
            client = new TcpClient(local.AddressFamily) { ExclusiveAddressUse = false };
            client.Client.Bind(local);
        }
        else
        {
            client = new TcpClient(local); // PORT0002
        }

        var failures = new List<Exception>();
        do
        {
            try
            {
                var connecting = client.ConnectAsync(remote.Address, remote.Port); // PORT0004
                var first = await Task.WhenAny(connecting, Task.Delay(timeout, cancellation)).ConfigureAwait(false);
                if (first != connecting)
                {
                    throw new TimeoutException();
                }

                try
                {
                    await connecting.ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    failures.Add(e);
                    await Task.Delay(20, cancellation).ConfigureAwait(false);
                    continue;
                }

                return client;
            }
            catch (Exception) when (Close(client))
            {
                throw;
            }
        }
        while (failures.Count < 5);

        throw new AggregateException(failures);
    }

    public static Socket OpenByWaiting(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        for (var tries = 0; ; tries++)
        {
            var connecting = socket.ConnectAsync(remote); // PORT0004
            try
            {
                connecting.Wait();
                return socket;
            }
            catch (AggregateException) when (tries < 3)
            {
            }
        }
    }

    public static Socket OpenByEnd(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        while (true)
        {
            var connecting = socket.BeginConnect(remote, null, null); // PORT0004
            connecting.AsyncWaitHandle.WaitOne();
            try
            {
                socket.EndConnect(connecting);
                return socket;
            }
            catch (SocketException)
            {
            }
        }
    }

    private static bool Close(TcpClient client)
    {
        client.Dispose();
        return false;
    }
}

public sealed class Upstream
{
    public IPEndPoint? Local { get; set; }

    public bool Reuse { get; set; }

    public async Task<Socket?> OpenAsync(IPAddress[] addresses, int port)
    {
        for (var i = 0; i < addresses.Length; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (Local != null)
                socket.Bind(Local);
            if (Reuse)
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0005

            await ConnectTask.Create(socket, addresses[i], port);
            if (socket.Connected)
                return socket;
            socket.Dispose();
        }

        return null;
    }

    public Task OpenFrom(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return Task.Factory.FromAsync(
            (to, done, state) => ((Socket)state!).BeginConnect(to, done, state),
            ended => ((Socket)ended.AsyncState!).EndConnect(ended),
            remote,
            socket);
    }

    private static class ConnectTask
    {
        public static Task Create(Socket socket, IPAddress address, int port) => Task.Factory.FromAsync(Begin, End, address, port, socket);

        private static IAsyncResult Begin(IPAddress address, int port, AsyncCallback? done, object? state) =>
            ((Socket)state!).BeginConnect(address, port, done, state);

        private static void End(IAsyncResult ended) => ((Socket)ended.AsyncState!).EndConnect(ended);
    }
}
