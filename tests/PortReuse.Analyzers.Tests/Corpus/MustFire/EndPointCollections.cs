// Every way in which the framework's collections and queries build, fill and pass on a sequence of endpoints, or give one of them.
#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace EndPointCollections;

public static class Built
{
    public static void Create(IPEndPoint remote)
    {
        var locals = ImmutableArray.Create(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void CreateOfTwo(IPEndPoint remote, int index)
    {
        var locals = ImmutableArray.Create(new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 5000));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[index]); // PORT0002
        socket.Connect(remote);
    }

    public static void CreateRange(IPEndPoint remote)
    {
        var locals = ImmutableList.CreateRange(new[] { new IPEndPoint(IPAddress.Loopback, 0) });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void Repeat(IPEndPoint remote)
    {
        var locals = Enumerable.Repeat(new IPEndPoint(IPAddress.Loopback, 0), 3);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }
}

public static class Filled
{
    public static void Add(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint>();
        locals.Add(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void AddFirst(IPEndPoint remote)
    {
        var locals = new LinkedList<IPEndPoint>();
        locals.AddFirst(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static void AddLast(IPEndPoint remote)
    {
        var locals = new LinkedList<IPEndPoint>();
        locals.AddLast(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Last()); // PORT0002
        socket.Connect(remote);
    }

    public static void AddRange(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint>();
        locals.AddRange(new[] { new IPEndPoint(IPAddress.Loopback, 0) });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void Append(IPEndPoint remote)
    {
        var locals = Array.Empty<IPEndPoint>().Append(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Concat(IPEndPoint remote)
    {
        var locals = Array.Empty<IPEndPoint>().Concat(new[] { new IPEndPoint(IPAddress.Loopback, 0) });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Enqueue(IPEndPoint remote)
    {
        var locals = new Queue<IPEndPoint>();
        locals.Enqueue(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Dequeue()); // PORT0002
        socket.Connect(remote);
    }

    public static void Insert(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint>();
        locals.Insert(0, new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void Prepend(IPEndPoint remote)
    {
        var locals = Array.Empty<IPEndPoint>().Prepend(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Push(IPEndPoint remote)
    {
        var locals = new Stack<IPEndPoint>();
        locals.Push(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Pop()); // PORT0002
        socket.Connect(remote);
    }

    public static void TryAdd(IPEndPoint remote)
    {
        var locals = new BlockingCollection<IPEndPoint>();
        locals.TryAdd(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Union(IPEndPoint remote)
    {
        var locals = Array.Empty<IPEndPoint>().Union(new[] { new IPEndPoint(IPAddress.Loopback, 0) });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static void AtAnIndex(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint>(new IPEndPoint[1]);
        locals[0] = new IPEndPoint(IPAddress.Loopback, 0);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void TwoOfThem(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 5000) };
        locals.Add(new IPEndPoint(IPAddress.Loopback, 0));
        locals.Add(new IPEndPoint(IPAddress.Loopback, 5001));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[1]); // PORT0002
        socket.Connect(remote);
    }

    public static void AmongMany(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint>();
        locals.Add(new IPEndPoint(IPAddress.Loopback, 5000));
        locals.Add(new IPEndPoint(IPAddress.Loopback, 5001));
        locals.Add(new IPEndPoint(IPAddress.Loopback, 5002));
        locals.Add(new IPEndPoint(IPAddress.Loopback, 5003));
        locals.Add(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[4]); // PORT0002
        socket.Connect(remote);
    }
}

public static class Taken
{
    public static void ElementAt(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ElementAt(0)); // PORT0002
        socket.Connect(remote);
    }

    public static void ElementAtOrDefault(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ElementAtOrDefault(0)!); // PORT0002
        socket.Connect(remote);
    }

    public static void First(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First()); // PORT0002
        socket.Connect(remote);
    }

    public static void FirstOrDefault(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.FirstOrDefault()!); // PORT0002
        socket.Connect(remote);
    }

    public static void GetValue(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind((IPEndPoint)locals.GetValue(0)!); // PORT0002
        socket.Connect(remote);
    }

    public static void Last(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Last()); // PORT0002
        socket.Connect(remote);
    }

    public static void LastOrDefault(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.LastOrDefault()!); // PORT0002
        socket.Connect(remote);
    }

    public static void Peek(IPEndPoint remote)
    {
        var locals = new Queue<IPEndPoint>(new[] { new IPEndPoint(IPAddress.Loopback, 0) });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Peek()); // PORT0002
        socket.Connect(remote);
    }

    public static void Single(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Single()); // PORT0002
        socket.Connect(remote);
    }

    public static void SingleOrDefault(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.SingleOrDefault()!); // PORT0002
        socket.Connect(remote);
    }

    public static void Value(IPEndPoint remote)
    {
        var locals = new LinkedList<IPEndPoint>(new[] { new IPEndPoint(IPAddress.Loopback, 0) });
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.First!.Value); // PORT0002
        socket.Connect(remote);
    }
}

public static class PassedOn
{
    public static void AsEnumerable(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.AsEnumerable().First()); // PORT0002
        socket.Connect(remote);
    }

    public static void AsParallel(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.AsParallel().First()); // PORT0002
        socket.Connect(remote);
    }

    public static void AsReadOnly(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ToList().AsReadOnly().First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Cast(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Cast<IPEndPoint>().First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Distinct(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Distinct().First()); // PORT0002
        socket.Connect(remote);
    }

    public static void GetRange(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ToList().GetRange(0, 1)[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void Order(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Order().First()); // PORT0002
        socket.Connect(remote);
    }

    public static void OrderBy(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.OrderBy(local => local.Port).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void OrderByDescending(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.OrderByDescending(local => local.Port).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Reverse(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(Enumerable.Reverse(locals).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Skip(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Skip(0).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void SkipLast(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.SkipLast(0).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void Take(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Take(1).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void TakeLast(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.TakeLast(1).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void ThenBy(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.OrderBy(local => local.Port).ThenBy(local => local.AddressFamily).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void ThenByDescending(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.OrderBy(local => local.Port).ThenByDescending(local => local.AddressFamily).First()); // PORT0002
        socket.Connect(remote);
    }

    public static void ToArray(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ToArray()[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void ToHashSet(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ToHashSet().First()); // PORT0002
        socket.Connect(remote);
    }

    public static void ToImmutableArray(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ToImmutableArray()[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void ToImmutableList(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ToImmutableList()[0]); // PORT0002
        socket.Connect(remote);
    }

    public static void ToList(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.ToList()[0]); // PORT0002
        socket.Connect(remote);
    }
}

/// <summary>Members that are told by their types alone.</summary>
public static class ByType
{
    public static void Smallest(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.MinBy(local => local.Address.ToString())!); // PORT0002
        socket.Connect(remote);
    }

    public static void OfAPriorityQueue(IPEndPoint remote)
    {
        var locals = new PriorityQueue<IPEndPoint, int>();
        locals.Enqueue(new IPEndPoint(IPAddress.Loopback, 0), 1);
        var local = locals.Dequeue();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local); // PORT0002
        socket.Connect(remote);
    }

    public static void OfAnImmutableQueue(IPEndPoint remote)
    {
        var locals = ImmutableQueue<IPEndPoint>.Empty.Enqueue(new IPEndPoint(IPAddress.Loopback, 0));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Peek()); // PORT0002
        socket.Connect(remote);
    }

    public static void Cut(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Slice(0, 1)[0]); // PORT0002
        socket.Connect(remote);
    }
}
