// Test code: the client of a test is bound too.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Tests;

public sealed class ListenerTests
{
    [System.Diagnostics.Conditional("DEBUG")]
    private static void Equal(object? expected, object? actual)
    {
        if (!Equals(expected, actual))
            throw new InvalidOperationException($"{expected} is not {actual}.");
    }

    public static IEnumerable<object[]> Addresses()
    {
        yield return new object[] { IPAddress.Loopback };
        yield return new object[] { IPAddress.IPv6Loopback };
    }

    public async Task Accept_BoundClient_Connects(IPAddress address)
    {
        var listener = new TcpListener(address, 0);
        listener.Start();
        using (var client = new TcpClient(new IPEndPoint(address, 0))) // PORT0002
        {
            var accepted = listener.AcceptTcpClientAsync();
            await client.ConnectAsync(((IPEndPoint)listener.LocalEndpoint).Address, ((IPEndPoint)listener.LocalEndpoint).Port);
            using var server = await accepted;
            Equal(server.Client.RemoteEndPoint, client.Client.LocalEndPoint);
        }

        listener.Stop();
    }

    public void Accept_BoundSocket_Connects()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        client.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
        client.Connect(listener.LocalEndPoint!);
        using var server = listener.Accept();
        Equal(client.LocalEndPoint, server.RemoteEndPoint);
    }

    public void Connect_RefusedPort_Throws()
    {
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        client.Bind(new IPEndPoint(IPAddress.IPv6Any, 0)); // PORT0002
        var connect = () => client.Connect(new IPEndPoint(IPAddress.IPv6Loopback, 9));
        connect();
    }

    public void LocalAddress_IsKept()
    {
        (Socket Client, Socket Listener) pair = (Create(), Create());
        pair.Listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        pair.Listener.Listen(1);
        pair.Client.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // PORT0002
        pair.Client.Connect(pair.Listener.LocalEndPoint!);
    }

    private static Socket Create() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
