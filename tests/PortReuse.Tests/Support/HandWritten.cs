using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PortReuse.Tests.Support;

/// <summary>What a careful program writes by hand where it does not use <see cref="OutboundConnector"/>: what that is measured against.</summary>
internal static class HandWritten
{
    public static Socket Connect(IPEndPoint source, IPEndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            DeferPort(socket);
            socket.Bind(source);
            socket.Connect(remote);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static async ValueTask<Socket> ConnectAsync(IPEndPoint source, IPEndPoint remote, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            DeferPort(socket);
            socket.Bind(source);
            await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void DeferPort(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return;

        int on = 1; // IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT; linux/in.h
        socket.SetRawSocketOption(0, 24, MemoryMarshal.AsBytes(new Span<int>(ref on)));
    }
}
