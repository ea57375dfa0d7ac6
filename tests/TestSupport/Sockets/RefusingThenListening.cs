using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>Two addresses and a port of both: the first refuses each connection, at the second one a listener waits.</summary>
internal sealed class RefusingThenListening : IDisposable
{
    private readonly Socket _refusing;

    public RefusingThenListening()
        : this([IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.3")])
    {
    }

    public RefusingThenListening(IPAddress[] addresses)
    {
        Addresses = addresses;
        Listener = PortSharing.Listening(new IPEndPoint(addresses[1], 0), PortSharing.None);
        try
        {
            // It holds the port, so that no other program listens there.
            _refusing = PortSharing.Bound(new IPEndPoint(addresses[0], Port), PortSharing.None);
        }
        catch
        {
            Listener.Dispose();
            throw;
        }
    }

    public IPAddress[] Addresses { get; }

    public Socket Listener { get; }

    public int Port => ((IPEndPoint)Listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        _refusing.Dispose();
        Listener.Dispose();
    }
}
