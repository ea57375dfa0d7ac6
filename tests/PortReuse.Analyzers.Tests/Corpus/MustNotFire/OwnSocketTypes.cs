// Socket types of the program's own, whose members do something else than those of the framework that have the name.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.OwnSocketTypes;

internal sealed class DeferringSocket : Socket
{
    public DeferringSocket()
        : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
    }

    public new void Bind(EndPoint local)
    {
        if (OperatingSystem.IsLinux())
            SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        base.Bind(local);
    }

    public void Defer()
    {
        if (OperatingSystem.IsLinux())
            SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }
}

internal sealed class RecordingSocket : Socket
{
    public RecordingSocket()
        : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
    }

    public EndPoint? Wanted { get; private set; }

    public new void Connect(EndPoint remote) => Wanted = remote;

    public new void Listen(int backlog) => base.Listen(backlog);
}

internal abstract class PreparedSocket : Socket
{
    protected PreparedSocket()
        : base(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
    }

    public abstract void Prepare();
}

internal sealed class RemoteClient : TcpClient
{
    public RemoteClient(IPEndPoint remote)
        : base(remote.AddressFamily) => Remote = remote;

    public IPEndPoint Remote { get; }
}

internal static class Users
{
    public static void Deferring(IPAddress source, EndPoint server)
    {
        using var socket = new DeferringSocket();
        socket.Bind(new IPEndPoint(source, 0)); // silent: its bind sets the option first
        socket.Connect(server);
    }

    public static void ByItsOwnMember(IPAddress source, EndPoint server)
    {
        using var client = new DeferringSocket();
        client.Defer();
        ((Socket)client).Bind(new IPEndPoint(source, 0)); // silent: the option was set by a member
        client.Connect(server);
    }

    public static void Recording(IPAddress source, EndPoint server)
    {
        using var socket = new RecordingSocket();
        socket.Bind(new IPEndPoint(source, 0)); // silent: it does not connect
        socket.Connect(server);
        socket.Listen(1);
    }

    public static void Prepared(PreparedSocket socket, IPAddress source, EndPoint server)
    {
        socket.Prepare();
        socket.Bind(new IPEndPoint(source, 0)); // silent: who knows what it has prepared
        socket.Connect(server);
    }

    public static void Remote(EndPoint server)
    {
        using var client = new RemoteClient(new IPEndPoint(IPAddress.Loopback, 0)); // silent: it is not bound to that
        client.Client.Connect(server);
    }
}
