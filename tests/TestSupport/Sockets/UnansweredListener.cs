using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>A listener that no connect to is answered: its queue is full, and Linux lets what comes then wait.</summary>
internal sealed class UnansweredListener : IDisposable
{
    private readonly SocketList _sockets = new();

    public UnansweredListener(IPAddress address, int port = 0)
    {
        Socket listener = _sockets.Add(PortSharing.Bound(new IPEndPoint(address, port), PortSharing.None));
        listener.Listen(0);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;

        // A queue of length 0 holds one connection. The next is left in the half-open state, and from then on no more are let in.
        for (var i = 0; i < 3; i++)
        {
            Socket filler = _sockets.Add(new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false });
            SocketError error = Dial.Error(() => filler.Connect(EndPoint));
            Assert.True(error is SocketError.Success or SocketError.WouldBlock, $"{error}");
        }
    }

    public IPEndPoint EndPoint { get; }

    public void Dispose() => _sockets.Dispose();
}
