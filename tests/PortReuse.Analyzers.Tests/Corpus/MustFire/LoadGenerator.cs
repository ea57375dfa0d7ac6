// A load generator: sockets in lambdas, local functions, tasks and loops.
#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Load;

public sealed class Generator
{
    private readonly IPEndPoint _target;
    private readonly IPAddress[] _sources;

    public Generator(IPEndPoint target, IPAddress[] sources)
    {
        _target = target;
        _sources = sources;
    }

    public Task[] StartAll(int count) => Enumerable.Range(0, count).Select(async i =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(_sources[i % _sources.Length], 0)); // PORT0002
        await socket.ConnectAsync(_target);
    }).ToArray();

    public void StartWorkers(int count)
    {
        Parallel.For(0, count, i =>
        {
            using var client = new TcpClient(new IPEndPoint(_sources[i % _sources.Length], 0)); // PORT0002
            client.Connect(_target);
        });
    }

    public Thread StartThread(IPAddress source)
    {
        void Work()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0001
            socket.Connect(_target);
            socket.Close();
        }

        var thread = new Thread(Work) { IsBackground = true };
        thread.Start();
        return thread;
    }

    public async Task RunLocalFunctions(IPAddress source)
    {
        var socket = Open();
        Bind(socket, 0); // PORT0002
        await Connect(socket);

        static Socket Open() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        void Bind(Socket opened, int port) => opened.Bind(new IPEndPoint(source, port));

        async Task Connect(Socket bound) => await bound.ConnectAsync(_target);
    }

    public void RunCaptured(IPAddress source)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Action prepare = () => socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        Action connect = () => socket.Connect(_target);
        prepare();
        connect();
    }

    public async Task RunOnPool(IPAddress source)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = false;
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        await Task.Run(() => socket.Connect(_target));
    }

    public void RunUntilStopped(IPAddress source, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Socket? socket = null;
            try
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = 100 };
                socket.Bind(new IPEndPoint(source, 0)); // PORT0002
                socket.Connect(_target);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
            {
                continue;
            }
            finally
            {
                socket?.Dispose();
            }
        }
    }

    public Func<TcpClient> MakeFactory(IPAddress source) => () =>
    {
        var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        client.Connect(_target);
        return client;
    };

    public Dictionary<string, Func<IPAddress, Socket>> Scenarios => new()
    {
        ["plain"] = delegate(IPAddress source)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            socket.Connect(_target);
            return socket;
        },
        ["idle"] = source => new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
    };

    public async IAsyncEnumerable<Socket> Ramp(int count)
    {
        do
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(_sources[count % _sources.Length], 0)); // PORT0002
            await socket.ConnectAsync(_target);
            yield return socket;
        }
        while (--count > 0);
    }

    public void RunFirstOf(IPAddress? preferred)
    {
        var socket = preferred is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (preferred is not null)
        {
            // Bound on this path only, and this path is enough.
            socket.Bind(new IPEndPoint(preferred, 0)); // PORT0002
        }

        socket.Connect(_target);
    }
}
