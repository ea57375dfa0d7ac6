// language: 14
// Properties that keep a socket in the field of their own, and make it where it is first asked for.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace FieldProperties;

public sealed class Session(IPAddress source, IPEndPoint remote)
{
    public Socket? Dialer
    {
        get
        {
            if (field is null)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(source, 0)); // PORT0001
                socket.Connect(remote);
                field = socket;
            }

            return field;
        }
    }

    public Socket Fresh
    {
        get
        {
            field = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            field.Bind(new IPEndPoint(source, 0)); // PORT0002
            field.Connect(remote);
            return field;
        }
    }

    public TcpClient Client
    {
        get
        {
            field = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
            field.Connect(remote);
            return field;
        }
    }

    public Socket Listener
    {
        get
        {
            if (field is not null)
                return field;

            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // PORT0010
            socket.Bind(new IPEndPoint(source, 6001));
            socket.Listen(5);
            return field = socket;
        }
    }

    public string Host
    {
        get;
        set
        {
            field = value;
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, 6002));
            socket.Connect(field, 80); // PORT0004
        }
    } = "example.org";
}
