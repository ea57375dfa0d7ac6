// Delegates that run again and again, and set what is too late for the very socket that they have made.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.SocketsOfDelegates;

public sealed class Options
{
    public Func<EndPoint, Socket> Create { get; set; } = null!;
    public Action<Socket>? Prepare { get; set; }
}

public interface IBuilder
{
    IBuilder With(Action<Options> configure);
}

public sealed class Late
{
    public static IBuilder Wrong(IBuilder builder) => builder.With(options => options.Create = local =>
    {
        var socket = local switch
        {
            IPEndPoint ip => new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp),
            _ => new Socket(SocketType.Stream, ProtocolType.Tcp),
        };
        socket.Bind(local);
        socket.DualMode = true; // PORT0005
        return socket;
    });
}
