using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Ports;

/// <summary>Sockets with the options of any program's server, and no other: .NET adds none where it is not told the protocol.</summary>
internal static class ServerSocket
{
    /// <summary>What a server may set before its bind.</summary>
    public static readonly string[] Options =
        [PortSharing.None, PortSharing.RawReuseAddress, PortSharing.RawReusePort, PortSharing.ReuseAddress];

    /// <summary>A socket with the option, bound; of IPv6 alone for the wildcard of IPv6, or in dual mode.</summary>
    public static Socket Bound(IPEndPoint local, string option, bool isDual = false)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (isDual)
            {
                socket.DualMode = true;
            }

            PortSharing.Set(socket, option);
            socket.Bind(local);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="Bound"/>; null where the port, or every port, is taken.</summary>
    public static Socket? TryBind(IPEndPoint local, string option)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        PortSharing.Set(socket, option);
        if (Dial.Error(() => socket.Bind(local)) == SocketError.Success)
        {
            return socket;
        }

        socket.Dispose();
        return null;
    }

    /// <summary>As <see cref="Bound"/>, and listening.</summary>
    public static Socket Listening(IPEndPoint local, string option, bool isDual = false)
    {
        Socket socket = Bound(local, option, isDual);
        try
        {
            socket.Listen();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static int PortOf(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
