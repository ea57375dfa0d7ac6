using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>The two ends of one connection over loopback.</summary>
internal sealed class ConnectedPair : IDisposable
{
    public ConnectedPair()
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        Client = NewSocket.IPv4();
        Client.Connect(listener.LocalEndPoint!);
        Accepted = listener.Accept();
    }

    public Socket Client { get; }

    public Socket Accepted { get; }

    public void Dispose()
    {
        Client.Dispose();
        Accepted.Dispose();
    }
}
