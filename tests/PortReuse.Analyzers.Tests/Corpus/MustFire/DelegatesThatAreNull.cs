// A delegate that is known to be null, and replaced or left out: the code after it runs all the same.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.DelegatesThatAreNull;

public static class Replaced
{
    public static void ByMethodGroup(IPAddress source, EndPoint server)
    {
        Func<Socket, bool>? chosen = null;
        var filter = chosen ?? IsUsable;
        using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        if (filter(socket))
            socket.Connect(server);
    }

    public static void ByLambda(IPAddress source, EndPoint server)
    {
        Action<string>? log = default;
        log ??= text => Console.WriteLine(text);
        using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
        log("connected");
    }

    private static bool IsUsable(Socket socket) => socket.Available == 0;
}

public static class LeftOut
{
    public static void Event(IPAddress source, EndPoint server)
    {
        Action? connecting = null;
        connecting?.Invoke();
        using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
    }

    public static Socket ByDefault(IPAddress source, EndPoint server) => Dial(source, server);

    private static Socket Dial(IPAddress source, EndPoint server, Action<Socket>? configure = null)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        configure?.Invoke(socket);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
        return socket;
    }
}

public sealed class Meter
{
    private readonly Func<DateTime> _clock;

    public Meter(Func<DateTime>? clock) => _clock = clock ?? (() => DateTime.UtcNow);

    public DateTime Now => _clock();

    public IPEndPoint? Last { get; set; }
}

public static class Measured
{
    public static DateTime Dial(IPAddress source, EndPoint server)
    {
        var meter = new Meter(null);
        using var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
        return meter.Now;
    }

    public static DateTime DialByDefault(IPAddress source, EndPoint server)
    {
        var now = Now();
        using var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        client.Client.Connect(server);
        return now;
    }

    private static DateTime Now(Func<DateTime>? clock = null, IPEndPoint? unused = null)
    {
        var asked = clock is null ? () => DateTime.UtcNow : clock;
        return asked();
    }
}
