// references: net11.0
// What .NET 11 brings: several addresses at a time, endpoints out of bytes, sockets that a TLS session or another process takes over.
#nullable enable
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace Framework11;

public static class Dialing
{
    /// <summary>The system makes the sockets, one for each address.</summary>
    public static bool InParallel(string host, int port, EventHandler<SocketAsyncEventArgs> done)
    {
        var args = new SocketAsyncEventArgs { RemoteEndPoint = new DnsEndPoint(host, port) };
        args.Completed += done;
        return Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, args, ConnectAlgorithm.Parallel); // silent: nothing was bound
    }

    public static async Task<Socket> ToTheFirstAsync(string host, int port, CancellationToken cancellation)
    {
        foreach (var address in await Dns.GetHostAddressesAsync(host, cancellation))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellation); // silent: a new socket for each address
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
        }

        throw new SocketException((int)SocketError.HostNotFound);
    }
}

public static class Listening
{
    public static Socket Anywhere()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(IPEndPoint.Parse("[::]:0"u8)); // silent: a listener on a port of the system's choice
        socket.Listen();
        return socket;
    }

    public static Socket FromSource(ReadOnlySpan<byte> source, IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(IPEndPoint.Parse(source)); // silent: which port that is, is not known
        socket.Connect(server);
        return socket;
    }
}

public static class HandedOn
{
    /// <summary>Whoever has the handle may connect it, and may not.</summary>
    public static Process ToAChild(string program, IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // silent: the other process goes on with it
        return Process.Start(new ProcessStartInfo(program) { InheritedHandles = [socket.SafeHandle] })!;
    }
}
