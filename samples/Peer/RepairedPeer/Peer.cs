using System.Net;
using System.Net.Sockets;
using PortReuse;

namespace Peers;

/// <summary>A peer that listens on a port and dials from it. Where the other peer was faster, its connection is the one.</summary>
internal sealed class Peer : IDisposable
{
    private readonly SharedPort _port = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));

    public IPEndPoint EndPoint => _port.LocalEndPoint;

    public async Task<Socket> DialAsync(IPEndPoint peer) => (await _port.DialAsync(peer)).Socket;

    public void Dispose() => _port.Dispose();
}
