using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>
/// A shared port with a connection to each of its peers, on a host that does not let it ask the kernel for one connection: each dial
/// collides, and looks at all of them.
/// </summary>
internal sealed class CollidingDials : IAsyncDisposable
{
    private readonly NetworkHost _host = new();
    private readonly SharedPort _port;
    private readonly List<(SharedPort Port, Socket OfPort, Socket OfPeer)> _peers = [];

    public CollidingDials(int peers)
    {
        _host.Run(KernelWithoutTheOption.ForbidSocketDiagnostics);
        Looks = new HeldLooks(_host);
        _port = _host.Run(() => SharedPort.Listen([new IPEndPoint(IPAddress.Loopback, 0)], new SharedPortOptions { Network = Looks }));
        for (var i = 0; i < peers; i++)
        {
            SharedPort peer = _host.Listen(new IPEndPoint(IPAddress.Loopback, 0));
            Socket ofPort = _port.DialAsync(peer.LocalEndPoint, DialPolicy.Require).AsTask().GetAwaiter().GetResult().Socket;
            _peers.Add((peer, ofPort, peer.AcceptAsync().AsTask().GetAwaiter().GetResult()));
        }
    }

    public HeldLooks Looks { get; }

    public Task<DialResult> Dial(int peer, CancellationToken cancellationToken = default) =>
        _port.DialAsync(_peers[peer].Port.LocalEndPoint, DialPolicy.Require, cancellationToken).AsTask();

    /// <summary>Closes the peer's connection, and has the peer make another one between the same endpoints.</summary>
    public async Task<Socket> DialAgainFromPeerAsync(int peer)
    {
        Close(_peers[peer]);
        return (await _peers[peer].Port.DialAsync(_port.LocalEndPoint, DialPolicy.Require)).Socket;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            Close(peer);
            await peer.Port.DisposeAsync();
        }

        await _port.DisposeAsync();
        Looks.Dispose();
        _host.Dispose();
    }

    private static void Close((SharedPort Port, Socket OfPort, Socket OfPeer) peer)
    {
        peer.OfPort.Close(timeout: 0); // A reset, of both ends.
        peer.OfPeer.Close(timeout: 0);
    }
}
