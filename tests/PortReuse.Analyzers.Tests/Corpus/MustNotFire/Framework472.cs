// references: net472
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.Framework472
{
    public sealed class Client
    {
        private readonly IPAddress _source;
        private Socket _socket;

        public Client(IPAddress source)
        {
            _source = source;
        }

        public Socket Unicast(EndPoint remote)
        {
            var socket = new Socket(_source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: the project is for Windows
            socket.Bind(new IPEndPoint(_source, 0)); // silent: Windows' option before the bind
            socket.Connect(remote);
            return socket;
        }

        public TcpClient ByName(IPEndPoint local, string host)
        {
            var client = new TcpClient(local);
            client.Connect(host, 443); // silent: a host name, for Windows only
            return client;
        }

        public void Begin(EndPoint remote, AsyncCallback connected)
        {
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _socket.BeginConnect(remote, connected, _socket); // silent: not bound
        }

        public UdpClient Datagrams()
        {
            var client = new UdpClient();
            client.ExclusiveAddressUse = false;
            client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            client.Client.Bind(new IPEndPoint(_source, 0)); // silent: UDP
            return client;
        }

        public Socket Listener(int backlog)
        {
            var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.ExclusiveAddressUse = true;
            listener.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: a listener
            listener.Listen(backlog);
            return listener;
        }

        public Task<Socket> Active(Socket control)
        {
            var data = new Socket(control.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            data.Bind(new IPEndPoint(((IPEndPoint)control.LocalEndPoint).Address, 0)); // silent: the data connection is accepted
            data.Listen(1);
            return Task.Factory.FromAsync(data.BeginAccept, data.EndAccept, null);
        }

        public void Requests(Uri uri, IPEndPoint local)
        {
            var point = ServicePointManager.FindServicePoint(uri);
            point.BindIPEndPointDelegate = (servicePoint, remote, retries) => retries > 3 ? null : local; // silent: given
        }

        public Socket FromRange(EndPoint remote, IEnumerable<int> ports)
        {
            foreach (var port in ports)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    socket.Bind(new IPEndPoint(_source, port)); // silent: ports of a range
                    socket.Connect(remote);
                    return socket;
                }
                catch (SocketException)
                {
                    socket.Close();
                }
            }

            return null;
        }

        public Socket Tested(EndPoint remote, int port)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (port != 0)
                socket.Bind(new IPEndPoint(_source, port)); // silent: tested for 0
            socket.Connect(remote);
            return socket;
        }
    }
}
