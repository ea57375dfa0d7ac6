// Fields, properties and lists that hold an endpoint with port 0, and may hold another one.
#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace Corpus.MustNotFire.StoredEndPoints;

public sealed class SetByOthers
{
    public IPEndPoint? Source { get; set; }

    public void UseCard(IPAddress card) => Source = new IPEndPoint(card, 0);

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (Source is not null)
            socket.Bind(Source); // silent: any code can set the property
        socket.Connect(peer);
    }
}

public sealed class FromSettings
{
    private static IPEndPoint? s_source;

    public static void Configure(IPAddress card, IReadOnlyDictionary<string, int> settings)
    {
        if (settings.TryGetValue("port", out var port))
            s_source = new IPEndPoint(card, port);
        else
            s_source = new IPEndPoint(card, 0);
    }

    public static void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (s_source is not null)
            socket.Bind(s_source); // silent: the port may be a configured one
        socket.Connect(peer);
    }
}

public sealed class PortSetLater
{
    private IPEndPoint? _source;

    public void Use(IPAddress card) => _source = new IPEndPoint(card, 0);

    public void Fix(int port)
    {
        var source = _source;
        if (source is not null)
            source.Port = port;
    }

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_source is not null)
            socket.Bind(_source); // silent: another member gives the endpoint a port
        socket.Connect(peer);
    }
}

public sealed class ByReference
{
    private IPEndPoint? _source;

    public void Use(IPAddress card) => _source = new IPEndPoint(card, 0);

    public bool Load(string text) => IPEndPoint.TryParse(text, out _source);

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_source is not null)
            socket.Bind(_source); // silent: what is parsed may have a port
        socket.Connect(peer);
    }
}

public sealed class GivenToTheConstructor
{
    private IPEndPoint? _source;

    public GivenToTheConstructor(IPEndPoint? source) => _source = source;

    public void Reset(IPAddress card) => _source = new IPEndPoint(card, 0);

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_source is not null)
            socket.Bind(_source); // silent: whoever makes the object may have given it a port
        socket.Connect(peer);
    }
}

public sealed class ByANestedType
{
    private IPEndPoint? _source;

    public void Use(IPAddress card) => _source = new IPEndPoint(card, 0);

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_source is not null)
            socket.Bind(_source); // silent: the nested type sets another one
        socket.Connect(peer);
    }

    public sealed class Builder(ByANestedType built)
    {
        public void From(IPEndPoint source) => built._source = source;
    }
}

public sealed class Tested
{
    private IPEndPoint? _source;

    public void Use(IPAddress card) => _source = new IPEndPoint(card, 0);

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_source is not null && _source.Port != 0)
            socket.Bind(_source); // silent: not to port 0
        socket.Connect(peer);
    }
}

// Lists.
public sealed class FilledByOthers
{
    private readonly List<IPEndPoint> _sources = [];

    public void Use(IPAddress card) => _sources.Add(new IPEndPoint(card, 0));

    public void Load(Action<List<IPEndPoint>> load) => load(_sources);

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_sources.Count > 0)
            socket.Bind(_sources[0]); // silent: what it is loaded with is not in sight
        socket.Connect(peer);
    }
}

public sealed class TwoKinds
{
    private readonly List<(IPEndPoint Source, string Name)> _sources = [];

    public void Use(IPAddress card) => _sources.Add((new IPEndPoint(card, 0), "card"));

    public void Use(IPEndPoint source) => _sources.Add((source, "chosen"));

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_sources.Count > 0)
            socket.Bind(_sources[0].Source); // silent: some have a port
        socket.Connect(peer);
    }
}

public sealed class Appended
{
    private IReadOnlyList<IPEndPoint> _sources = [];

    public void Use(IPAddress card, IEnumerable<IPEndPoint> more) => _sources = [new IPEndPoint(card, 0), .. more];

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_sources.LastOrDefault() is { } source)
            socket.Bind(source); // silent: more may have a port
        socket.Connect(peer);
    }
}

public sealed class Alias
{
    private List<IPEndPoint> _sources = [];

    public void Use(IPAddress card, IPEndPoint chosen)
    {
        var sources = new List<IPEndPoint> { new(card, 0) };
        _sources = sources;
        sources.Add(chosen);
    }

    public void Dial(IPEndPoint peer)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_sources.Count > 0)
            socket.Bind(_sources[^1]); // silent: added under another name
        socket.Connect(peer);
    }
}

public sealed class CountsUp
{
    private List<IPEndPoint>? _sources;

    public void Use(IPAddress card) => _sources = new List<IPEndPoint> { new(card, 0) };

    public void TakeNext() => _sources![0].Port++;

    public Socket OpenAt(int first, EndPoint remote)
    {
        var local = new IPEndPoint(IPAddress.Loopback, 0);
        local.Port += first;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // silent: a sum, of which only one part is 0
        socket.Connect(remote);
        return socket;
    }

    public Socket Open(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (_sources is not null)
            socket.Bind(_sources[0]); // silent: another member counts the port up
        socket.Connect(remote);
        return socket;
    }
}

public sealed class GivenByAnotherMember
{
    private readonly List<IPEndPoint> _sources = new() { new IPEndPoint(IPAddress.Loopback, 0) };

    public void Use(int port) => _sources[0].Port = port;

    public Socket Open(EndPoint remote)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(_sources[0]); // silent: another member may have given it a port
        socket.Connect(remote);
        return socket;
    }
}
