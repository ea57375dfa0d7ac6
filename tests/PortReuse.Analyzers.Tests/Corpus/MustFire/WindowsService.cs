// references: net472
// A service for .NET Framework, where Windows is the only system.
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace LegacyService
{
    public class StatusPoller
    {
        private Socket socket;

        public void Poll(IPAddress source, IPEndPoint device)
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0001
            socket.Connect(device);
            socket.Close();
        }

        public void PollClient(IPAddress source, IPEndPoint device)
        {
            using (TcpClient client = new TcpClient(new IPEndPoint(source, 0))) // PORT0002
            {
                client.Connect(device);
            }
        }

        public void PollTooLate(IPEndPoint local, IPEndPoint device)
        {
            using (Socket late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
            {
                late.Bind(local);
                late.ExclusiveAddressUse = false; // PORT0005
                late.Connect(device);
            }
        }

        public async Task<string> Download(Uri page, IPAddress source)
        {
            HttpWebRequest request = WebRequest.CreateHttp(page);
            request.ServicePoint.BindIPEndPointDelegate = delegate(ServicePoint point, IPEndPoint remote, int retries)
            {
                return new IPEndPoint(source, 0); // PORT0002
            };
            using (WebResponse response = await request.GetResponseAsync())
            {
                return response.ContentType;
            }
        }

        public void Upload(Uri page)
        {
            ServicePoint point = ServicePointManager.FindServicePoint(page);
            point.BindIPEndPointDelegate += BindToLoopback;
        }

        private static IPEndPoint BindToLoopback(ServicePoint point, IPEndPoint remote, int retries)
        {
            return new IPEndPoint(IPAddress.Loopback, 0); // PORT0002
        }
    }
}
