using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace PortReuse.TestSupport.Kernel;

/// <summary>
/// Whether a connect looks at each port in turn where the socket has a range of its own (Linux 6.8), or at those of one parity first, as it
/// does without. Found by connecting, without the code under test.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class PortByPortSearch
{
    private const int Connections = 32;

    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);

    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    private static string? Probe()
    {
        if (LocalPortRange.ReasonItIsMissing is { } reason)
        {
            return reason;
        }

        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var sockets = new SocketList();
        var parities = new HashSet<int>();
        for (var i = 0; i < Connections; i++)
        {
            Socket socket = sockets.Add(NewSocket.IPv4());
            socket.SetRawSocketOption(RawOption.IpLevel, RawOption.LocalPortRange, BitConverter.GetBytes(RawOption.WholeRange));
            socket.Connect(destination.EndPoints[0]);
            parities.Add(((IPEndPoint)socket.LocalEndPoint!).Port % 2);
        }

        return parities.Count == 2 ? null : "needs a kernel that looks at every port of a socket's own range in turn (Linux 6.8): this one goes by parity";
    }
}
