using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.ObjectsInObjects;

// The outermost object is asked about first, and it is one too many for the socket to be followed in it. That says nothing of the inner ones.
public sealed class Tenant
{
    private readonly Account _account = new();

    public void Probe(EndPoint server)
    {
        using var probe = new Socket(SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 40_000));
        probe.Connect(server);
        Console.WriteLine(_account);
    }
}

public sealed class Account
{
    public readonly Mailbox Mailbox = new();
}

public sealed class Mailbox
{
    public readonly Carrier Carrier = new();
}

public sealed class Carrier
{
    public readonly Socket Socket;

    public Carrier()
    {
        Socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            Socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }
}

public sealed class Poller
{
    public void Poll(EndPoint server)
    {
        var mailbox = new Mailbox();
        mailbox.Carrier.Socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the carrier's constructor defers the port
        mailbox.Carrier.Socket.Connect(server);
    }
}

public sealed class Host
{
    // Only members of this type call these, and one of them only by way of another.
    private void Finish(Socket socket, EndPoint server)
    {
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: whoever calls has deferred the port
        socket.Connect(server);
    }

    private void Continue(Socket socket, EndPoint server) => Finish(socket, server);

    private void OnClick(EndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        Continue(socket, server);
    }
}
