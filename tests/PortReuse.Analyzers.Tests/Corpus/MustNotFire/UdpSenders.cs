// Datagram sockets: nothing is reserved for a connection.
using System.Net;
using System.Net.Sockets;

namespace Telemetry;

public sealed class StatsSender
{
    public Socket OpenSender(IPAddress source, IPEndPoint collector)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: UDP
        socket.Connect(collector);
        return socket;
    }
}
