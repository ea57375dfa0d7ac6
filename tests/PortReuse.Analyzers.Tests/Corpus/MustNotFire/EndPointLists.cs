// Endpoints out of arrays, lists and queries whose port is chosen, unknown, tested, or that are not bound to by a socket that connects.
#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace EndPointListsThatAreFine;

public sealed class ChosenPorts
{
    private static readonly IPEndPoint[] Locals = { new IPEndPoint(IPAddress.Loopback, 5000), new IPEndPoint(IPAddress.Loopback, 5001) };

    public void Connect(int index, IPEndPoint remote)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(Locals[index]); // silent: all of them have a port
        socket.Connect(remote);
    }

    public void OfSomebody(IPEndPoint[] locals, IPEndPoint remote)
    {
        foreach (var local in locals)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // silent: the caller's endpoints
            socket.Connect(remote);
        }
    }

    public void OfARange(IPAddress source, IPEndPoint remote)
    {
        foreach (var local in Enumerable.Range(40000, 100).Select(port => new IPEndPoint(source, port)))
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // silent: a query of counted ports
            socket.Connect(remote);
        }
    }
}

public sealed class TestedPorts
{
    private readonly List<IPEndPoint> _locals = new() { new IPEndPoint(IPAddress.Loopback, 0) };

    public void Connect(IPEndPoint remote)
    {
        foreach (var local in _locals)
        {
            if (local.Port == 0)
                continue;
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // silent: those with port 0 are left out
            socket.Connect(remote);
        }
    }
}

public sealed class ListenersAndTargets
{
    private readonly IPEndPoint[] _locals = { new IPEndPoint(IPAddress.Any, 0), new IPEndPoint(IPAddress.IPv6Any, 0) };

    public List<Socket> Listen()
    {
        var listeners = new List<Socket>();
        foreach (var local in _locals)
        {
            var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local); // silent: a listener on each address
            socket.Listen(16);
            listeners.Add(socket);
        }

        return listeners;
    }

    public void Send(byte[] data, IPEndPoint remote)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(_locals[0]); // silent: UDP
        socket.Connect(remote);
        socket.Send(data);
    }

    public async Task ConnectFromNowhere()
    {
        foreach (var target in _locals)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(target); // silent: not bound at all
        }
    }
}

public sealed class DeferredPorts
{
    private readonly IPEndPoint[] _locals;

    public DeferredPorts(IPAddress[] sources) => _locals = Array.ConvertAll(sources, source => new IPEndPoint(source, 0));

    public void Connect(int index, IPEndPoint remote)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(_locals[index]); // silent: the port is deferred
        socket.Connect(remote);
    }
}

public sealed class OtherPortsOfTheSameAddresses
{
    private readonly List<IPEndPoint> _locals = new() { new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 5000) };

    public void Mapped(IPEndPoint remote) =>
        Connect(_locals.Select(local => new IPEndPoint(local.Address, 5000)).First(), remote); // silent: the query gives each a port

    public void MappedByAMethod(IPEndPoint remote) => Connect(_locals.Select(WithPort).First(), remote); // silent: so does the method

    public void Converted(IPEndPoint remote) =>
        Connect(_locals.ConvertAll(local => new IPEndPoint(local.Address, 5000))[0], remote); // silent: and so does the conversion

    public void ConvertedArray(IPEndPoint[] others, IPEndPoint remote)
    {
        others[0] = new IPEndPoint(IPAddress.Loopback, 0);
        Connect(Array.ConvertAll(others, local => new IPEndPoint(local.Address, 5000))[0], remote); // silent: of an array as well
    }

    public void Filtered(IPEndPoint remote) => Connect(_locals.Where(local => local.Port != 0).First(), remote); // silent: those with a port

    public void Found(IPEndPoint remote) => Connect(_locals.First(local => local.Port == 5000), remote); // silent: the one with that port

    public void WithoutTheRest(IPEndPoint[] unwanted, IPEndPoint remote) => Connect(_locals.Except(unwanted).First(), remote); // silent: what is left is unknown

    private static IPEndPoint WithPort(IPEndPoint local) => new(local.Address, 5000);

    private static void Connect(IPEndPoint local, IPEndPoint remote)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.Connect(remote);
    }
}

public static class ListsThatLoseThem
{
    public static void Removed(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 5000) };
        locals.RemoveAll(local => local.Port == 0);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // silent: those with port 0 are gone
        socket.Connect(remote);
    }

    public static void Cleared(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        locals.Clear();
        locals.Add(new IPEndPoint(IPAddress.Loopback, 5000));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // silent: it is another list by now
        socket.Connect(remote);
    }

    public static void Overwritten(IPEndPoint remote)
    {
        var locals = new Queue<IPEndPoint>();
        locals.Enqueue(new IPEndPoint(IPAddress.Loopback, 5000));
        var local = new IPEndPoint(IPAddress.Loopback, 0);
        locals.TryDequeue(out local);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local!); // silent: what comes out has a port
        socket.Connect(remote);
    }
}

public sealed class PortsSetLater
{
    private readonly IPEndPoint[] _locals = { new IPEndPoint(IPAddress.Loopback, 0) };

    public static void AtAnIndex(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 0) };
        locals[0].Port = 5000;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // silent: the endpoint in the list has got a port
        socket.Connect(remote);
    }

    public void OfEach(int first, IPEndPoint remote)
    {
        foreach (var local in _locals)
            local.Port = first++;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(_locals[0]); // silent: all of them have got a port
        socket.Connect(remote);
    }

    public static void OfAnother(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0) };
        var first = locals[0];
        first.Port = 5000;
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // silent: it is the same endpoint
        socket.Connect(remote);
    }
}

public static class AskedFor
{
    public static void Contained(IPEndPoint remote)
    {
        var locals = new List<IPEndPoint> { new IPEndPoint(IPAddress.Loopback, 5000) };
        if (!locals.Contains(new IPEndPoint(IPAddress.Loopback, 0)))
            Console.WriteLine(locals.IndexOf(new IPEndPoint(IPAddress.Any, 0)));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals[0]); // silent: to ask for an endpoint does not put it there
        socket.Connect(remote);
    }

    public static void LeftOut(IPEndPoint remote)
    {
        var locals = new[] { new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 5000) };
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(locals.Except(new[] { new IPEndPoint(IPAddress.Loopback, 0) }).First()); // silent: that one is not among them
        socket.Connect(remote);
    }
}
