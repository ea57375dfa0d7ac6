// An object is made with an endpoint whose port is 0, and binds to it when it is used: by the code that made it, or by other code.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustFire.UsedLater;

public interface ITransport
{
    Task<Socket> OpenAsync(EndPoint remote);
}

public sealed class TcpTransport : ITransport
{
    private readonly IPEndPoint? _local;

    public TcpTransport(IPEndPoint? local) => _local = local;

    async Task<Socket> ITransport.OpenAsync(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_local is { } local)
            socket.Bind(local);
        await socket.ConnectAsync(remote);
        return socket;
    }
}

public sealed class Transports
{
    private readonly List<ITransport> _all = [];

    public ITransport Default { get; } = new TcpTransport(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002

    public void Add(IPAddress card) => _all.Add(new TcpTransport(new IPEndPoint(card, 0))); // PORT0002

    public static ITransport Plain() => new TcpTransport(null);

    public static ITransport Fixed(IPAddress card) => new TcpTransport(new IPEndPoint(card, 4000));
}

public abstract class Session
{
    public void Run(IPEndPoint server)
    {
        using var socket = Connect(server);
        socket.Send([1]);
    }

    protected abstract Socket Connect(IPEndPoint server);
}

public class BoundSession(EndPoint local) : Session
{
    protected override Socket Connect(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = false };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(local);
        socket.Connect(server);
        return socket;
    }
}

public static class Sessions
{
    public static void RunAll(IReadOnlyList<IPEndPoint> servers, IPAddress card)
    {
        Session session = new BoundSession(new IPEndPoint(card, 0)); // PORT0001
        foreach (var server in servers)
            session.Run(server);
    }

    public static Func<Session> Factory(IPAddress card) => () => new BoundSession(new IPEndPoint(card, 0)); // PORT0001
}

public sealed class Attempt
{
    private readonly IPEndPoint _source;
    private Socket? _socket;

    public Attempt(IPEndPoint source) => _source = source;

    public void Prepare()
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _socket.Bind(_source);
    }

    public void Go(IPEndPoint server) => _socket!.Connect(server);
}

public sealed class Attempts
{
    public Attempt Next(IPAddress card)
    {
        var attempt = new Attempt(new IPEndPoint(card, 0)); // PORT0002
        attempt.Prepare();
        return attempt;
    }

    public void Try(IPAddress card, IPEndPoint server)
    {
        var attempt = new Attempt(new IPEndPoint(card, 0)); // PORT0002
        attempt.Prepare();
        attempt.Go(server);
    }
}
