using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>
/// Whether a port that an ordinary bind had is usable once that socket is closed (Linux 6.17.8 and 6.18), or only once the connections that
/// kept it in the meantime are closed too. Found without the code under test, in a namespace with one ephemeral port.
/// </summary>
internal static class ClosedBind
{
    public const int Port = NetworkNamespace.FirstEphemeralPort;

    private static readonly Lazy<string?> LazyReasonItLasts = new(Probe);

    public static IPAddress Other { get; } = IPAddress.Parse("127.0.0.3");

    /// <summary>Why it is not usable at once, or what the question lacks; null where it is.</summary>
    public static string? ReasonItLasts => LazyReasonItLasts.Value;

    /// <summary>A connection from another address keeps the port, an ordinary bind takes it, and is closed again.</summary>
    public static void Run(Action<IPEndPoint> afterwards) => OneDestination.Run(Port, ports: 1, destination =>
    {
        using Socket keeper = Deferred(Other);
        keeper.Connect(destination);
        using (Socket bound = NewSocket.IPv4())
        {
            bound.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        }

        afterwards(destination);
    });

    private static string? Probe()
    {
        if (NetworkNamespace.ReasonItIsMissing is { } reason)
        {
            return reason;
        }

        string? lasts = null;
        Run(destination =>
        {
            using Socket socket = Deferred(IPAddress.Loopback);
            try
            {
                socket.Connect(destination);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                lasts = "needs a kernel on which a closed bind leaves nothing behind (Linux 6.17.8 or 6.18): here another connection keeps the port from those that defer";
            }
        });
        return lasts;
    }

    private static Socket Deferred(IPAddress source)
    {
        Socket socket = NewSocket.IPv4();
        RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
        socket.Bind(new IPEndPoint(source, 0));
        return socket;
    }
}
