using System.Net;
using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>The options that may let a socket share its port, by the name that a test shows, and sockets that have one of them.</summary>
internal static class PortSharing
{
    public const string None = "no option";
    public const string ReuseAddress = "ReuseAddress";
    public const string NotExclusive = "ExclusiveAddressUse = false";
    public const string RawReusePort = "raw SO_REUSEPORT";
    public const string RawReuseAddress = "raw SO_REUSEADDR";

    /// <summary>A socket with the option, bound. Disposed where the bind fails.</summary>
    public static Socket Bound(IPEndPoint local, string option)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Set(socket, option);
            socket.Bind(local);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="Bound"/>, and listening.</summary>
    public static Socket Listening(IPEndPoint local, string option)
    {
        Socket socket = Bound(local, option);
        socket.Listen();
        return socket;
    }

    /// <summary>A listener of 127.0.0.1 with <c>ReuseAddress</c>, on a port of the kernel's choice, as a peer has it.</summary>
    public static Socket SharedListener() => Listening(new IPEndPoint(IPAddress.Loopback, 0), ReuseAddress);

    /// <summary>A dialer with <c>ReuseAddress</c>, bound to the listener's port.</summary>
    public static Socket DialerOf(Socket listener) => Bound((IPEndPoint)listener.LocalEndPoint!, ReuseAddress);

    public static void Set(Socket socket, string option)
    {
        switch (option)
        {
            case None:
                break;
            case ReuseAddress:
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                break;
            case NotExclusive:
                socket.ExclusiveAddressUse = false;
                break;
            case RawReusePort:
                RawOption.Set(socket, RawOption.SocketLevel, RawOption.ReusePort);
                break;
            case RawReuseAddress:
                RawOption.Set(socket, RawOption.SocketLevel, RawOption.ReuseAddress);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(option), option, "No such option.");
        }
    }
}
