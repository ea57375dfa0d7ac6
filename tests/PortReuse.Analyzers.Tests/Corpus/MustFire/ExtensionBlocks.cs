// language: 14
// Members of extension blocks that bind what they are called on: it is their callers who connect it.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace ExtensionBlocks;

public static class Binding
{
    extension(Socket socket)
    {
        public IPAddress Source
        {
            set => socket.Bind(new IPEndPoint(value, 0)); // PORT0002
        }

        public Socket BoundToLoopback
        {
            get
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
                return socket;
            }
        }

        public static Socket Outgoing(IPAddress source)
        {
            var made = new Socket(SocketType.Stream, ProtocolType.Tcp);
            made.Bind(new IPEndPoint(source, 0)); // PORT0002
            return made;
        }

        public void BindAnywhere(IPAddress source)
        {
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        }

        public void BindWithReuse(IPAddress source)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        }

        public void BindByStaticForm(IPAddress source) => socket.Bind(new IPEndPoint(source, 0)); // PORT0002

        public Socket BindTo(IPEndPoint local)
        {
            socket.Bind(local);
            return socket;
        }

        public void BindInLambda(IPAddress source)
        {
            Action bind = () => socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            bind();
        }

        public void DeferPort()
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }

        // What another member is called on is another socket.
        public void DialBeside(Socket other, IPAddress source, EndPoint remote)
        {
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            other.DeferPort();
            socket.Connect(remote);
        }
    }

    extension(IPAddress source)
    {
        public Socket Opened()
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            return socket;
        }
    }

    extension(IPAddress address)
    {
        public int FreePort()
        {
            var listener = new TcpListener(address, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            listener.Stop(); // PORT0011
            return port;
        }
    }

    extension(IPEndPoint local)
    {
        public Socket Opened()
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(local);
            return socket;
        }
    }
}

public sealed class Callers
{
    public void ByMethod(IPAddress source, EndPoint remote)
    {
        using var socket = Stream();
        socket.BindAnywhere(source);
        socket.Connect(remote);
    }

    // It is no obstacle to a repair of what both call.
    public int Receive(IPAddress source, byte[] buffer)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.BindAnywhere(source);
        return socket.Receive(buffer);
    }

    public void WithReuse(IPAddress source, EndPoint remote)
    {
        using var socket = Stream();
        socket.BindWithReuse(source);
        socket.Connect(remote);
    }

    public void ByProperty(IPAddress source, EndPoint remote)
    {
        using var socket = Stream();
        socket.Source = source;
        socket.Connect(remote);
    }

    public void ByGetter(EndPoint remote)
    {
        using var socket = Stream().BoundToLoopback;
        socket.Connect(remote);
    }

    public void ByStaticMember(IPAddress source, EndPoint remote)
    {
        using var socket = Socket.Outgoing(source);
        socket.Connect(remote);
    }

    public void ByStaticForm(IPAddress source, EndPoint remote)
    {
        using var socket = Stream();
        Binding.BindByStaticForm(socket, source);
        socket.Connect(remote);
    }

    public void ByLambda(IPAddress source, EndPoint remote)
    {
        using var socket = Stream();
        socket.BindInLambda(source);
        socket.Connect(remote);
    }

    public void PortIsPassed(IPAddress source, EndPoint remote)
    {
        using var socket = Stream();
        socket.BindTo(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(remote);
    }

    public void OfAddress(IPAddress source, EndPoint remote)
    {
        using var socket = source.Opened();
        socket.Connect(remote);
    }

    public void OfEndPoint(IPAddress source, EndPoint remote)
    {
        using var socket = new IPEndPoint(source, 0).Opened(); // PORT0002
        socket.Connect(remote);
    }

    public EndPoint? ReadEarly(IPAddress source, EndPoint remote)
    {
        using var socket = Stream();
        socket.DeferPort();
        socket.Bind(new IPEndPoint(source, 0));
        var chosen = socket.LocalEndPoint; // PORT0006
        socket.Connect(remote);
        return chosen;
    }

    private static Socket Stream() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
