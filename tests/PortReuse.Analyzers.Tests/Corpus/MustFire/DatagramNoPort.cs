// IP_BIND_ADDRESS_NO_PORT is for sockets that connect: on UDP it only takes the port away until the first send.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading.Tasks;

namespace Datagrams;

public sealed class Resolver
{
    private const int BindAddressNoPort = 24;

    private readonly UdpClient _client = new(AddressFamily.InterNetwork);

    public Resolver(IPAddress source)
    {
        if (OperatingSystem.IsLinux())
            _client.Client.SetRawSocketOption(0, BindAddressNoPort, BitConverter.GetBytes(1)); // PORT0008
        _client.Client.Bind(new IPEndPoint(source, 0));
    }

    public async Task<byte[]> Query(byte[] query, IPEndPoint server)
    {
        await _client.SendAsync(query, query.Length, server);
        return (await _client.ReceiveAsync()).Buffer;
    }

    public byte[] QueryOnce(IPAddress source, byte[] query, IPEndPoint server)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(0, 24, new byte[] { 1, 0, 0, 0 }); // PORT0008
        }

        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(server);
        socket.Send(query);
        var answer = new byte[1500];
        return answer[..socket.Receive(answer)];
    }

    public void Announce(byte[] beacon, IPEndPoint group)
    {
        var socket = new Socket(SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007, PORT0008
        socket.SendTo(beacon, group);
    }

    [SupportedOSPlatform("linux")]
    public Socket Open(IPAddress source)
    {
        Socket socket = new(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0008
        socket.Bind(new IPEndPoint(source, 0));
        return socket;
    }

    public void Probe(IPAddress source, SocketType type, ProtocolType protocol, IPEndPoint server)
    {
        // Which kind it is, SendTo tells.
        var socket = new Socket(source.AddressFamily, type, protocol);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0008
        socket.Bind(new IPEndPoint(source, 0));
        socket.SendTo(new byte[1], server);
    }

    public async Task Stream(IPAddress source, IPEndPoint sink, ReadOnlyMemory<byte> frame)
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var udp = new UdpClient();
        var socket = udp.Client;
        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0008
        socket.Bind(new IPEndPoint(source, 0));
        await udp.SendAsync(frame, sink);
    }
}
