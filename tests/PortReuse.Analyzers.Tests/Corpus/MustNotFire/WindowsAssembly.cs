using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading;
using System.Threading.Tasks;

[assembly: SupportedOSPlatform("windows7.0")]

namespace Corpus.MustNotFire.WindowsAssembly;

public sealed class DesktopClient(IPAddress source)
{
    public Socket Dial(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: the assembly is for Windows
        socket.Bind(new IPEndPoint(source, 0)); // silent: Windows' option in an assembly for Windows
        socket.Connect(remote);
        return socket;
    }

    public async Task<TcpClient> DialByName(string host, CancellationToken cancellation)
    {
        var client = new TcpClient(new IPEndPoint(source, 20_001));
        await client.ConnectAsync(host, 443, cancellation); // silent: a host name, in an assembly for Windows
        return client;
    }

    public Socket DialEach(IPAddress[] addresses)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 20_002));
        socket.Connect(addresses, 443); // silent: several addresses, on Windows
        return socket;
    }

    public static void Share(Socket socket) => socket.SetRawSocketOption(0xffff, 4, BitConverter.GetBytes(1)); // silent: Winsock's number
}
