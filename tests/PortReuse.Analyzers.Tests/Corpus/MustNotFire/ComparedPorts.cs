// Comparisons by which a port is another than 0.
using System.Net;
using System.Net.Sockets;

namespace ComparedPorts;

public static class OtherThanZero
{
    public static void AtLeastOne(Socket socket, int port, IPEndPoint remote)
    {
        if (port >= 1)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: it is 1 or more
            socket.Connect(remote);
        }
    }

    public static void NotBelowOne(Socket socket, IPEndPoint remote, int port = 0)
    {
        if (port < 1)
            return;
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: it is 1 or more
        socket.Connect(remote);
    }

    public static void ZeroIsLess(Socket socket, IPEndPoint remote, int port = 0)
    {
        if (0 >= port)
            return;
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: it is 1 or more
        socket.Connect(remote);
    }

    public static void MaybeOne(Socket socket, int port, IPEndPoint remote)
    {
        if (port <= 1)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // silent: it may be 1
            socket.Connect(remote);
        }
    }
}
