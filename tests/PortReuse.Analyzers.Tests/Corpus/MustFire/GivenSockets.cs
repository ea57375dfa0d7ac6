// Sockets that others have made, whose option is set on one of the paths only.
using System;
using System.Net;
using System.Net.Sockets;

namespace GivenSockets;

public static class GivenDialer
{
    public static void GuardOfAnotherSystem(Socket socket, IPAddress source, IPEndPoint remote)
    {
        if (OperatingSystem.IsMacOS())
            socket.NoDelay = true;
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(remote);
    }

    public static void MoreThanTheGuard(Socket socket, IPAddress source, IPEndPoint remote, bool defer)
    {
        if (OperatingSystem.IsLinux() && defer)
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(remote);
    }
}
