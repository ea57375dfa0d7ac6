// Comparisons that leave no other port than 0.
using System.Net;
using System.Net.Sockets;

namespace ComparedPortsThatAreZero;

public static class OnlyZero
{
    public static void BelowOne(Socket socket, int port, IPEndPoint remote)
    {
        if (port < 1)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // PORT0002
            socket.Connect(remote);
        }
    }

    public static void NotAtLeastOne(Socket socket, int port, IPEndPoint remote)
    {
        if (port >= 1)
            return;
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // PORT0002
        socket.Connect(remote);
    }

    public static void AtMostZero(Socket socket, int port, IPEndPoint remote)
    {
        if (port <= 0)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port)); // PORT0002
            socket.Connect(remote);
        }
    }
}
