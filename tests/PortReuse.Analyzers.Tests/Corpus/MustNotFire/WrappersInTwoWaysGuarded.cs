// A wrapper that one of two constructors makes, with the option set on whichever it is.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace WrappersInTwoWaysGuarded;

public sealed class Wire
{
    private readonly Socket _socket;

    public Wire(AddressFamily family) => _socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);

    public Wire() => _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

    public Socket Socket => _socket;

    public void ShareNoPort()
    {
        if (OperatingSystem.IsLinux())
        {
            _socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }
    }

    public void Bind(EndPoint local) => _socket.Bind(local);

    public void Connect(EndPoint remote) => _socket.Connect(remote);
}

public static class Lines
{
    public static void Open(AddressFamily family, IPAddress source, EndPoint remote)
    {
        var wire = family == AddressFamily.Unspecified ? new Wire() : new Wire(family);
        wire.ShareNoPort();
        wire.Bind(new IPEndPoint(source, 0)); // silent: the option is set on both
        wire.Connect(remote);
    }

    public static void OpenBySocket(AddressFamily family, IPAddress source, EndPoint remote)
    {
        Wire wire;
        if (family == AddressFamily.Unspecified)
        {
            wire = new Wire();
        }
        else
        {
            wire = new Wire(family);
        }

        wire.ShareNoPort();
        wire.Socket.Bind(new IPEndPoint(source, 0)); // silent: the option is set on both
        wire.Socket.Connect(remote);
    }

    public static void OpenOneOfThem(AddressFamily family, IPAddress source, EndPoint remote)
    {
        Wire wire;
        if (family == AddressFamily.Unspecified)
        {
            wire = new Wire();
            wire.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: this one is not connected
            wire.Socket.Listen();
        }
        else
        {
            wire = new Wire(family);
            wire.Connect(remote);
        }

        wire.Socket.NoDelay = true;
    }
}
