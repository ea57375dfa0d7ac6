using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using PortReuse;

namespace PortReuse
{
    /// <summary>A stand-in for the runtime library, which is known by its name.</summary>
    public static class SocketExtensions
    {
        public static bool TrySetBindAddressNoPort(this Socket socket) => socket.AddressFamily != AddressFamily.Unix;

        public static void BindForConnect(this Socket socket, IPEndPoint localEndPoint)
        {
            socket.TrySetBindAddressNoPort();
            socket.Bind(localEndPoint);
        }

        public static IPEndPoint GetLocalEndPoint(this Socket socket) => new(IPAddress.Any, socket.Available);
    }
}

namespace Corpus.MustNotFire.CompanionOption
{
    public sealed class Connector(IPAddress source)
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);

        public Socket Plain(EndPoint remote)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.TrySetBindAddressNoPort(); // silent: on a TCP socket, before the bind
            socket.Bind(new IPEndPoint(source, 0)); // silent: the port is chosen at connect
            socket.Connect(remote);
            return socket;
        }

        public void Field(EndPoint remote)
        {
            SocketExtensions.TrySetBindAddressNoPort(_socket);
            _socket.Bind(new IPEndPoint(source, 0)); // silent: set by a static call on a field
            _socket.Connect(remote);
        }

        public Socket WithReuse(EndPoint remote)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.TrySetBindAddressNoPort();
            socket.Bind(new IPEndPoint(source, 0)); // silent: a reuse option beside it
            socket.Connect(remote);
            return socket;
        }

        public Socket OneCall(EndPoint remote)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.BindForConnect(new IPEndPoint(source, 0)); // silent: the library binds
            socket.Connect(remote);
            return socket;
        }

        public TcpClient Client(IPEndPoint remote)
        {
            var client = new TcpClient(source.AddressFamily);
            client.Client.TrySetBindAddressNoPort();
            client.Client.Bind(new IPEndPoint(source, 0)); // silent: the Client of a TcpClient
            client.Connect(remote);
            return client;
        }

        public Socket Logged(EndPoint remote, Action<string> log)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (!socket.TrySetBindAddressNoPort())
                log("the system has no such option");
            socket.Bind(new IPEndPoint(source, 0)); // silent: the result is only logged
            socket.Connect(remote);
            return socket;
        }

        public Socket OnBothBranches(EndPoint remote, bool shared)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (shared)
            {
                socket.ExclusiveAddressUse = false;
                socket.TrySetBindAddressNoPort();
            }
            else
            {
                socket.TrySetBindAddressNoPort();
            }

            socket.Bind(new IPEndPoint(source, 0)); // silent: set in both branches
            socket.Connect(remote);
            return socket;
        }

        public Socket WhereNeeded(int port, EndPoint remote)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (port == 0)
                socket.TrySetBindAddressNoPort();
            socket.Bind(new IPEndPoint(source, port)); // silent: set where the port is 0
            socket.Connect(remote);
            return socket;
        }

        public Socket FromFactory(EndPoint remote)
        {
            var socket = Create(source.AddressFamily);
            socket.Bind(new IPEndPoint(source, 0)); // silent: the factory sets it
            socket.Connect(remote);
            return socket;
        }

        public bool FromOut(EndPoint remote)
        {
            if (!TryCreate(source.AddressFamily, out var socket))
                return false;
            socket.Bind(new IPEndPoint(source, 0)); // silent: set by the method with the out parameter
            socket.Connect(remote);
            return true;
        }

        public Socket Checked(EndPoint remote)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.TrySetBindAddressNoPort();
            socket.Bind(new IPEndPoint(source, 0)); // silent: set, and the true endpoint asked for
            Console.WriteLine(socket.GetLocalEndPoint()); // silent: the library's read leaves nothing behind
            socket.Connect(remote);
            return socket;
        }

        public HttpClient Http() => new(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, source.AddressFamily, cancellation);
                var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.TrySetBindAddressNoPort();
                socket.Bind(new IPEndPoint(source, 0)); // silent: set in a ConnectCallback
                await socket.ConnectAsync(new IPEndPoint(addresses[0], context.DnsEndPoint.Port), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });

        public async Task<Socket> InLocalFunction(EndPoint remote, CancellationToken cancellation)
        {
            var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Prepare();
            socket.Bind(new IPEndPoint(source, 0)); // silent: set in a local function
            await socket.ConnectAsync(remote, cancellation);
            return socket;

            void Prepare()
            {
                socket.NoDelay = true;
                socket.TrySetBindAddressNoPort();
            }
        }

        private static Socket Create(AddressFamily family)
        {
            var socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            socket.TrySetBindAddressNoPort(); // silent: in a factory
            return socket;
        }

        private static bool TryCreate(AddressFamily family, out Socket socket)
        {
            socket = new Socket(family, SocketType.Stream, ProtocolType.Tcp);
            return socket.TrySetBindAddressNoPort(); // silent: on an out parameter
        }
    }
}
