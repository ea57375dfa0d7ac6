using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PortReuse.TestSupport.Sockets;

/// <summary>
/// What a careful program writes by hand where it does not use <see cref="OutboundConnector"/>: what that is measured against.
/// </summary>
internal static class HandWritten
{
    /// <param name="source">Where from.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="setsRange">Whether the socket is given the whole range of ports as its own, as a very careful program would.</param>
    public static Socket Connect(IPEndPoint source, IPEndPoint remote, bool setsRange = false)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            DeferPort(socket);
            if (setsRange)
            {
                SetRange(socket);
            }

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

    /// <inheritdoc cref="Connect"/>
    public static async ValueTask<Socket> ConnectAsync(
        IPEndPoint source, IPEndPoint remote, bool setsRange = false, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            DeferPort(socket);
            if (setsRange)
            {
                SetRange(socket);
            }

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
        {
            return;
        }

        var on = 1; // IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT; linux/in.h
        socket.SetRawSocketOption(0, 24, MemoryMarshal.AsBytes(new Span<int>(ref on)));
    }

    [SupportedOSPlatform("linux")]
    private static void SetRange(Socket socket)
    {
        var whole = 1u | (65535u << 16); // IPPROTO_IP, IP_LOCAL_PORT_RANGE; linux/in.h
        socket.SetRawSocketOption(0, 51, MemoryMarshal.AsBytes(new Span<uint>(ref whole)));
    }
}
