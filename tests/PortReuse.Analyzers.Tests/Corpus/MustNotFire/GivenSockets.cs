// Sockets that others have made: the test of the system comes before anything is done to them here.
using System;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.GivenSockets;

public sealed class GivenDialer
{
    private readonly Socket _socket;

    public GivenDialer(Socket socket) => _socket = socket;

    public static void ByParameter(Socket socket, IPAddress source, IPEndPoint remote)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0)); // silent: the option is set wherever there is one
        socket.Connect(remote);
    }

    public void ByField(IPAddress source, IPEndPoint remote)
    {
        if (OperatingSystem.IsLinux())
        {
            _socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }

        _socket.Bind(new IPEndPoint(source, 0)); // silent: the option is set wherever there is one
        _socket.Connect(remote);
    }

    public static void OnOtherSystems(TcpClient client, IPAddress source, IPEndPoint remote)
    {
        if (!OperatingSystem.IsLinux())
            client.Client.Bind(new IPEndPoint(source, 0)); // silent: there is no such option here
        client.Connect(remote);
    }
}

public sealed class BoundClient : TcpClient
{
    public BoundClient(IPAddress source)
        : base(source.AddressFamily)
    {
        if (OperatingSystem.IsLinux())
        {
            Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }

        Client.Bind(new IPEndPoint(source, 0)); // silent: the option is set wherever there is one
    }

    public void Open(IPEndPoint server) => Connect(server);
}
