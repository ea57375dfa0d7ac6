// language: 14
// Members of extension blocks that set the option, bind what they are called on, or have nothing to do with it.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.ExtensionBlocks;

public static class Binding
{
    extension(Socket socket)
    {
        public Socket Deferred
        {
            get
            {
                if (OperatingSystem.IsLinux())
                    socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                return socket;
            }
        }

        public static Socket Stream => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

        public void DeferPort() => _ = socket.Deferred;

        public void BindToEndPoint(IPEndPoint local) => socket.Bind(local);

        public void BindUnused(IPAddress source) => socket.Bind(new IPEndPoint(source, 0)); // silent: nobody connects it

        // What another member is called on is another socket.
        public void BindBeside(Socket other, IPAddress source, EndPoint remote)
        {
            other.BindUnused(source);
            socket.Connect(remote); // silent: it is the other one that is bound
        }
    }

    extension<T>(T socket)
        where T : Socket
    {
        public void DeferWhicheverType() => socket.DeferPort();
    }

    extension(ref Pair pair)
    {
        public void Open(IPAddress source)
        {
            pair.Dialer = Socket.Stream;
            pair.Dialer.DeferPort();
            pair.Dialer.Bind(new IPEndPoint(source, 0)); // silent: deferred
        }

        public void Dial(EndPoint remote) => pair.Dialer.Connect(remote);
    }
}

public struct Pair
{
    public Socket Dialer;
}

public sealed class Callers
{
    public void ByMethod(IPAddress source, EndPoint remote)
    {
        using var socket = Socket.Stream;
        socket.DeferPort();
        socket.Bind(new IPEndPoint(source, 0)); // silent: deferred
        socket.Connect(remote);
    }

    public void ByGeneric(IPAddress source, EndPoint remote)
    {
        using var socket = Socket.Stream;
        socket.DeferWhicheverType();
        socket.Bind(new IPEndPoint(source, 0)); // silent: deferred
        socket.Connect(remote);
    }

    public void ByProperty(IPAddress source, EndPoint remote)
    {
        using var socket = Socket.Stream;
        socket.Deferred.Bind(new IPEndPoint(source, 0)); // silent: deferred
        socket.Connect(remote);
    }

    public void ByStaticForm(IPAddress source, EndPoint remote)
    {
        using var socket = Socket.Stream;
        Binding.DeferPort(socket);
        socket.BindToEndPoint(new IPEndPoint(source, 0)); // silent: deferred
        socket.Connect(remote);
    }

    public void PortIsChosen(IPAddress source, EndPoint remote)
    {
        using var socket = Socket.Stream;
        socket.BindToEndPoint(new IPEndPoint(source, 5000)); // silent: a port of its own
        socket.Connect(remote);
    }

    public void ByReference(IPAddress source, EndPoint remote)
    {
        var pair = default(Pair);
        pair.Open(source);
        pair.Dial(remote);
    }
}
