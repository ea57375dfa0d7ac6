#define DEBUGGED
#define TRACED
#undef TRACED
using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustFire.Layout;

// How the code is laid out, and which symbols sound like the one that is asked for, changes nothing.
public sealed class Narrow
{
    public void Dial(Socket socket, IPAddress source, EndPoint server)
    {
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket
            .Connect // to the server
            (
                server);
    }
}

public sealed class Wide
{
    public void Dial(IPAddress source, IPEndPoint server)
    {
        var client = new TcpClient /* from there */ (new IPEndPoint(source, 0)); // PORT0002
        client.Connect(server);
    }
}

public sealed class Conditional
{
    public void Dial(Socket socket, IPAddress source, EndPoint server)
    {
        DeferInDebug(socket);
        DeferInTrace(socket);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
    }

    [Conditional("DEBUG")]
    private static void DeferInDebug(Socket socket) => socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007

    [Conditional("TRACED")]
    private static void DeferInTrace(Socket socket) => socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007
}

// These sound like tests of the system, and test something else.
public sealed class Outlet(IPAddress source, int port, string name)
{
    private readonly bool _isUnix = name == "unix";

    private bool HasNoPort => port == 0;

    private bool IsOnWindows()
    {
        var shown = name.Length > 3;
        return shown && port > 1023;
    }

    public void Dial(Socket socket, EndPoint server)
    {
        if (HasNoPort)
            return;
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        socket.Connect(server);
    }

    public void DialShown(Socket socket, EndPoint server)
    {
        if (IsOnWindows())
        {
            socket.Bind(new IPEndPoint(source, 0)); // PORT0002
            socket.Connect(server);
        }
    }

    public void Tune(Socket socket)
    {
        if (_isUnix)
            return;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // PORT0007
    }
}
