// A private field that the type itself fills: what it holds is what the type has put there, with the option set.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.HeldSockets;

internal sealed class MadeByAnotherMember
{
    private Socket? _socket;

    public void Make()
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            _socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
    }

    public void Open(IPAddress source, EndPoint server)
    {
        _socket!.Bind(new IPEndPoint(source, 0)); // silent: it was made with the option
        _socket.Connect(server);
    }
}

internal sealed class MadeWhereThereIsNone
{
    private Socket? _socket;

    public void Open(IPAddress source, EndPoint server)
    {
        if (_socket == null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (OperatingSystem.IsLinux())
                _socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }

        _socket.Bind(new IPEndPoint(source, 0)); // silent: it was made with the option
        _socket.Connect(server);
    }
}

internal sealed class MadeByAHelper
{
    private Socket? _socket;

    private Socket? Held { get; set; }

    private void Make()
    {
        if (_socket is null)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (OperatingSystem.IsLinux())
                _socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }

        Held = _socket;
    }

    public void Open(IPAddress source, EndPoint server)
    {
        Make();
        _socket!.Bind(new IPEndPoint(source, 0)); // silent: it was made with the option
        _socket.Connect(server);
    }

    public void OpenHeld(IPAddress source, EndPoint server)
    {
        Held!.Bind(new IPEndPoint(source, 0)); // silent: it was made with the option
        Held.Connect(server);
    }
}
