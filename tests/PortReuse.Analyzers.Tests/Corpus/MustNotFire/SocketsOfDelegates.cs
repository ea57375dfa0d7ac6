// Delegates that run again and again, and make one of several sockets each time: what was done to those of before is not done to the new one.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.SocketsOfDelegates;

public sealed class Options
{
    public Func<EndPoint, Socket> Create { get; set; } = Sockets.ByTernary;
    public Action<Socket>? Prepare { get; set; }
}

public interface IBuilder
{
    IBuilder With(Action<Options> configure);
}

public static class Sockets
{
    public static Socket ByTernary(EndPoint local)
    {
        var socket = local is IPEndPoint
            ? new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = true; // silent: bound after this, whatever the delegate has bound before
        socket.Bind(local);
        return socket;
    }

    public static Socket ByBranches(EndPoint local)
    {
        Socket socket;
        if (local.AddressFamily == AddressFamily.InterNetworkV6)
            socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        else
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.DualMode = true; // silent: bound after this, whatever the delegate has bound before
        socket.Bind(local);
        return socket;
    }

    public static Socket ByHelpers(EndPoint local)
    {
        var socket = local is IPEndPoint ? V4() : V6();
        socket.DualMode = true; // silent: bound after this, whatever the delegate has bound before
        socket.Bind(local);
        return socket;
    }

    private static Socket V4() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static Socket V6() => new(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
}

public static class Setup
{
    public static IBuilder Ternary(this IBuilder builder) => builder.With(options => options.Create = local => Sockets.ByTernary(local));

    public static IBuilder Branches(this IBuilder builder) => builder.With(options => options.Create = local =>
    {
        var socket = Sockets.ByBranches(local);
        socket.Listen();
        return socket;
    });

    public static IBuilder Helpers(this IBuilder builder) => builder.With(options =>
    {
        options.Create = local => Sockets.ByHelpers(local);
    });

    public static IBuilder Inline(this IBuilder builder) => builder.With(options =>
    {
        options.Create = local =>
        {
            var socket = local switch
            {
                IPEndPoint ip => new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
                DnsEndPoint dns => new Socket(dns.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
                _ => throw new NotSupportedException(),
            };
            if (local.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = true; // silent: bound after this, whatever the delegate has bound before
            socket.Bind(local);
            return socket;
        };
    });

    public static IBuilder TwoHops(this IBuilder builder)
    {
        Action<Options> configure = options => options.Create = Local;
        return builder.With(configure).With(configure);

        static Socket Local(EndPoint local)
        {
            var socket = local is IPEndPoint { Address: var a } ? new Socket(a.AddressFamily, SocketType.Stream, ProtocolType.Tcp) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.ExclusiveAddressUse = false; // silent: bound after this, whatever the delegate has bound before
            socket.Bind(local);
            return socket;
        }
    }
}

public sealed class Held
{
    private Socket? _socket;

    public void Open(EndPoint local)
    {
        var socket = local switch
        {
            IPEndPoint ip => new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
            _ => new Socket(SocketType.Stream, ProtocolType.Tcp),
        };
        socket.DualMode = true; // silent: bound after this, whatever the delegate has bound before
        socket.Bind(local);
        _socket = socket;
    }

    public void Close() => _socket?.Dispose();
}

public sealed class Kept
{
    private readonly List<Socket> _sockets = [];

    public void Open(IEnumerable<EndPoint> locals)
    {
        foreach (var local in locals)
        {
            var socket = Make(local);
            socket.DualMode = true; // silent: bound after this, whatever the delegate has bound before
            socket.Bind(local);
            _sockets.Add(socket);
        }
    }

    private static Socket Make(EndPoint local) => local is IPEndPoint ip
        ? new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        : new Socket(SocketType.Stream, ProtocolType.Tcp);
}
