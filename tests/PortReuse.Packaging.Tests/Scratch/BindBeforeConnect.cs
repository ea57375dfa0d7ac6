using System.Net;
using System.Net.Sockets;

namespace Scratch;

/// <summary>A socket that is bound to port 0 and then connects, with no reuse option at all.</summary>
public static class BindBeforeConnect
{
    public static void Bind(IPAddress address, IPEndPoint remote)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0)); // expect: PORT0002
        socket.Connect(remote);
    }

    public static async Task<NetworkStream> BindThenConnectAsync(IPEndPoint remote, CancellationToken cancellation)
    {
        IPEndPoint source = new(IPAddress.Parse("127.0.0.2"), 0);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            socket.Bind(source); // expect: PORT0002
            await socket.ConnectAsync(remote, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static void Wildcard(IPEndPoint remote)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // expect: PORT0002
        socket.Connect(remote);
    }

    public static void TcpClientConstructor(IPAddress address, IPEndPoint remote)
    {
        using var client = new TcpClient(new IPEndPoint(address, 0)); // expect: PORT0002
        client.Connect(remote);
        client.GetStream().WriteByte(0);
    }

    public static async Task TcpClientConstructorAsync(IPAddress address, IPEndPoint remote, CancellationToken cancellation)
    {
        var local = new IPEndPoint(address, 0);
        var client = new TcpClient(local); // expect: PORT0002
        await client.ConnectAsync(remote, cancellation);
        client.Dispose();
    }
}
