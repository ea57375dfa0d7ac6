// Listeners that share one port, made by a query, by Parallel, by tasks, or by threads.
#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.ListenersOfQueries;

public static class Acceptors
{
    public static List<Socket> ByQuery(IReadOnlyCollection<int> processors, IPEndPoint local) => (from _ in processors select Listen(local)).ToList();

    private static Socket Listen(IPEndPoint local)
    {
        var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: one for each processor
        listener.Bind(local);
        listener.Listen();
        return listener;
    }

    public static void InParallel(int processors) => Parallel.For(0, processors, _ =>
    {
        var listener = new TcpListener(IPAddress.Any, 8080);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: one for each processor
        listener.Start();
        listener.AcceptTcpClient().Dispose();
    });

    public static Task InTasks(int processors, int port) => Task.WhenAll(Enumerable.Range(0, processors).Select(_ => Task.Run(() => Serve(port))));

    private static void Serve(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: one for each task
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        listener.Listen();
        listener.Accept().Dispose();
    }

    public static void InThreads(int[] processors, int port) => Array.ForEach(processors, _ => new Thread(() => ServeOne(port)).Start());

    private static void ServeOne(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: one for each thread
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen();
        listener.Accept().Dispose();
    }
}
