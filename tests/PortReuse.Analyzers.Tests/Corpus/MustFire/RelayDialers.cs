// Programs that choose the source address, share it, and dial, all in one method.
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Relay;

public sealed class UplinkDialer
{
    public Socket OpenUplink(IPAddress source, IPEndPoint uplink)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(uplink);
        return socket;
    }

    public async Task<TcpClient> OpenBackup(IPAddress source, IPEndPoint backup)
    {
        var client = new TcpClient(new IPEndPoint(source, 0)); // PORT0002
        await client.ConnectAsync(backup);
        return client;
    }
}
