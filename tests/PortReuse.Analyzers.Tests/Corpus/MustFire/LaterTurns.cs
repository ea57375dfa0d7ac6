using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Corpus.MustFire.LaterTurns;

// What is passed is port 0 only from the second turn of a loop on.
public sealed class Retrier
{
    public void Dial(IPAddress source, EndPoint server)
    {
        for (var port = 7000; ; port = 0)
        {
            using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Claim(socket, source, port); // PORT0002
            socket.Connect(server);
        }
    }

    public void DialEach(IPAddress source, IEnumerable<EndPoint> servers)
    {
        void Take(Socket socket, int port) => socket.Bind(new IPEndPoint(source, port));

        var port = 7000;
        foreach (var server in servers)
        {
            using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Take(socket, port); // PORT0002
            socket.Connect(server);
            port = 0;
        }
    }

    private static void Claim(Socket socket, IPAddress source, int port) => socket.Bind(new IPEndPoint(source, port));
}

// Which member comes first does not matter: one that is for Windows says nothing of the others.
public sealed class Shared
{
    public Socket Line { get; set; }

    [SupportedOSPlatform("windows")]
    public void Reserve() => Line.Bind(new IPEndPoint(IPAddress.Loopback, 7000));

    public void Dial(IPAddress source, EndPoint server)
    {
        Line.Bind(new IPEndPoint(source, 0)); // PORT0002
        Line.Connect(server);
    }
}

public sealed class Scheduler
{
    private readonly List<Action<Socket, EndPoint>> _jobs = [];

    public void Now(EndPoint server)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        Work(socket, server);
    }

    private void Work(Socket socket, EndPoint server)
    {
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
        socket.Connect(server);
    }

    private void Later() => _jobs.Add(Work);
}
