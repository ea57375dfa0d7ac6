// Programs that choose the source address, share it, and dial, all in one method.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Relay;

public sealed class UplinkDialer
{
    private const bool ShareAddress = true;

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

    public Socket OpenSharedOnWindowsToo(IPAddress source, IPEndPoint uplink)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.ExclusiveAddressUse = false;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, 1);
        socket.Bind(new IPEndPoint(source, IPEndPoint.MinPort)); // PORT0001
        socket.Connect(uplink);
        return socket;
    }

    public async Task<Socket> OpenWithInitializer(IPAddress source, IPEndPoint uplink)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ExclusiveAddressUse = false,
        };
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        await socket.ConnectAsync(uplink).ConfigureAwait(false);
        return socket;
    }

    public void SendHeartbeat(IPAddress source, IPEndPoint uplink, byte[] beat)
    {
        using var client = new TcpClient(AddressFamily.InterNetwork);
        client.ExclusiveAddressUse = false;
        client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, ShareAddress);
        client.Client.Bind(new IPEndPoint(source, 0)); // PORT0001
        client.Connect(uplink);
        client.GetStream().Write(beat, 0, beat.Length);
    }

    public async Task<Socket?> TryOpen(IPAddress source, IPEndPoint uplink)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            var local = new IPEndPoint(source, 0);
            socket.Bind(local); // PORT0001
            await socket.ConnectAsync(uplink);
            return socket;
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }

    public IEnumerable<Socket> OpenOneToEach(IPAddress source, IEnumerable<IPEndPoint> uplinks)
    {
        foreach (var uplink in uplinks)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(source, 0)); // PORT0001
            socket.Connect(uplink);
            yield return socket;
        }
    }

    public Socket OpenWithOptionalSharing(IPAddress source, IPEndPoint uplink, bool share)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (share)
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(uplink);
        return socket;
    }

    public Socket OpenWithDeferredPortWhenConfigured(IPAddress source, IPEndPoint uplink, bool defer)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);

        // One of two paths to the bind is protected.
        if (defer && OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(uplink);
        return socket;
    }

    public async Task RelayAsync(Socket inbound, IPAddress source, IPEndPoint uplink)
    {
        using (var outbound = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp))
        {
            outbound.DualMode = true;
            outbound.ExclusiveAddressUse = false;
            outbound.Bind(new IPEndPoint(source.MapToIPv6(), 0)); // PORT0001
            await outbound.ConnectAsync(uplink);
            using var from = new NetworkStream(inbound);
            using var to = new NetworkStream(outbound);
            await Task.WhenAll(from.CopyToAsync(to), to.CopyToAsync(from));
        }
    }

    public Socket OpenByFamily(IPEndPoint uplink)
    {
        var socket = new Socket(uplink.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ExclusiveAddressUse, false);
        var v4 = uplink.AddressFamily == AddressFamily.InterNetwork;
        socket.Bind(v4 ? new IPEndPoint(IPAddress.Any, 0) : new IPEndPoint(IPAddress.IPv6Any, 0)); // PORT0001
        socket.Connect(uplink);
        return socket;
    }
}
