// A field, a property or a list that only code in sight gives endpoints, and each of them has port 0.
#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustFire.StoredEndPoints;

public sealed class Uplink
{
    private static EndPoint? s_from;

    public static void Leave(IPAddress? card) => s_from = card is null ? null : new IPEndPoint(card, 0);

    public static void LeaveFromAnywhere() => s_from = null;

    public Socket Open(EndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (s_from is { } from)
            socket.Bind(from); // PORT0002
        socket.Connect(server);
        return socket;
    }
}

public sealed class Probe
{
    public IPEndPoint? Origin { get; private set; }

    public void UseCard(string text)
    {
        var card = IPAddress.Parse(text);
        var origin = new IPEndPoint(card, IPEndPoint.MinPort);
        Origin = origin;
    }

    public async Task<TcpClient> OpenAsync(string host, CancellationToken cancellation)
    {
        var client = Origin is null ? new TcpClient() : new TcpClient(Origin); // PORT0002
        await client.ConnectAsync(host, 443, cancellation); // PORT0004
        return client;
    }
}

public sealed class Exchanged
{
    private IPEndPoint? _source;

    public void Set(IPAddress address) => Interlocked.Exchange(ref _source, MakeSource(address));

    public void Clear() => Volatile.Write(ref _source, null);

    public Socket Dial(IPEndPoint peer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var source = Volatile.Read(ref _source) ?? _source;
        if (_source != null)
            socket.Bind(_source); // PORT0002
        socket.Connect(peer);
        return socket;
    }

    private static IPEndPoint MakeSource(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return new IPEndPoint(address.MapToIPv4(), 0);
        return new(address, 0);
    }
}

public sealed class MadeWhenAsked(IPAddress card)
{
    private IPEndPoint? _source;

    private void Prepare() => _source ??= new IPEndPoint(card, 0);

    public void Send(IPEndPoint peer, byte[] message)
    {
        Prepare();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(_source!); // PORT0001
        socket.Connect(peer);
        socket.Send(message);
    }
}

// Kept in lists.
public class Cards
{
    private readonly List<IPEndPoint> _sources = [];
    private int _next;

    public void Add(IPAddress card) => _sources.Add(new IPEndPoint(card, 0));

    public void Forget(IPAddress card) => _sources.RemoveAll(source => source.Address.Equals(card));

    protected IPEndPoint? Next() => _sources.Count == 0 ? null : _sources[Interlocked.Increment(ref _next) % _sources.Count];
}

public sealed class CardDialer : Cards
{
    public Socket Dial(IPEndPoint peer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (Next() is { } source)
            socket.Bind(source); // PORT0002
        socket.Connect(peer);
        return socket;
    }
}

public static class ByFamily
{
    private static readonly ConcurrentDictionary<AddressFamily, IPEndPoint> Sources = new();

    public static void Use(IPAddress address) => Sources[address.AddressFamily] = new IPEndPoint(address, 0);

    public static Socket Dial(IPEndPoint peer)
    {
        var socket = new Socket(peer.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (Sources.TryGetValue(peer.AddressFamily, out var source))
            socket.Bind(source); // PORT0002
        socket.Connect(peer);
        return socket;
    }
}

public sealed class Weighted
{
    private (IPEndPoint Source, int Weight)[] _sources = [];

    public void Use(IEnumerable<IPAddress> cards) => _sources = cards.Select(card => (new IPEndPoint(card, 0), 1)).ToArray();

    public Socket Dial(IPEndPoint peer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_sources.Length > 0)
            socket.Bind(_sources[Random.Shared.Next(_sources.Length)].Source); // PORT0002
        socket.Connect(peer);
        return socket;
    }
}

public sealed class Snapshot
{
    private static volatile IReadOnlyList<IPEndPoint> s_sources = Array.Empty<IPEndPoint>();

    public static void Refresh(IPAddress[] cards)
    {
        var fresh = new List<IPEndPoint>(cards.Length);
        foreach (var card in cards)
            fresh.Add(new IPEndPoint(card, 0));
        s_sources = fresh;
    }

    public static Socket Dial(IPEndPoint peer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var sources = s_sources;
        foreach (var source in sources)
        {
            if (source.AddressFamily == peer.AddressFamily)
            {
                socket.Bind(source); // PORT0002
                break;
            }
        }

        socket.Connect(peer);
        return socket;
    }
}

public sealed class Rotation
{
    private readonly Queue<KeyValuePair<string, IPEndPoint>> _sources = new();
    private ImmutableList<EndPoint> _spare = ImmutableList<EndPoint>.Empty;

    public void Add(string name, IPAddress card)
    {
        lock (_sources)
            _sources.Enqueue(new KeyValuePair<string, IPEndPoint>(name, new IPEndPoint(card, 0)));
        _spare = _spare.Add(new IPEndPoint(card, 0));
    }

    public Socket Dial(IPEndPoint peer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var source = _sources.Dequeue();
        socket.Bind(source.Value); // PORT0002
        socket.Connect(peer);
        return socket;
    }

    public Socket DialSpare(IPEndPoint peer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_spare.FirstOrDefault() is { } source)
            socket.Bind(source); // PORT0002
        socket.Connect(peer);
        return socket;
    }
}
