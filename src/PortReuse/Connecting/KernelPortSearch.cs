using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using PortReuse.Sockets;

namespace PortReuse.Connecting;

/// <summary>
/// How the kernel looks for a port inside a range of a socket's own: found by looking at what it chooses, once a process.
/// </summary>
/// <remarks>
/// <para>
/// Without a range of its own a connect takes the ports of the parity of the lowest one first, and looks at each of them before the first
/// of the others: the kernel leaves those to binds. Once half of the range is used towards a destination, each connect to it looks at
/// thousands of used ports. With a range of its own it does not, from Linux 6.8 on; before, and in the stable kernels that were given the
/// option later, it does.
/// </para>
/// <para>
/// The kernel is asked by connects that send nothing. TCP Fast Open with the options below puts the first segment off until there is data,
/// and there is none; the port is chosen all the same. The destination is port 0, at which nothing can listen. Source: <c>tcp(7)</c>,
/// <c>linux/tcp.h</c>.
/// </para>
/// </remarks>
internal static class KernelPortSearch
{
    // By chance alone, so many are of one parity once in eight million times; and then windows do no harm.
    private const int MostConnects = 24;

    // A range of a few ports has no two parities to choose from.
    private const int FewestPorts = 4;

    private static readonly AskedOnce<PortSearch> AskedBest = new(Find);

    /// <summary>The setting that keeps the search short on this kernel.</summary>
    public static PortSearch Best => AskedBest.Value;

    /// <summary>
    /// Looks. Where the kernel does not let itself be asked, the whole range is best: it leaves nothing out, and costs a call.
    /// </summary>
    public static Answer<PortSearch> Find()
    {
        if (!OperatingSystem.IsLinux())
        {
            return new(PortSearch.AsTheSystem, AnswerScope.Process);
        }

        try
        {
            return FindByConnects();
        }
        catch (SocketException e)
        {
            // Fast Open is off (net.ipv4.tcp_fastopen), a sandbox, no loopback interface; or no descriptor is left, which passes.
            return new(PortSearch.WholeRange, e.SocketErrorCode == SocketError.TooManyOpenSockets ? AnswerScope.None : AnswerScope.Thread);
        }
    }

    [SupportedOSPlatform("linux")]
    private static Answer<PortSearch> FindByConnects()
    {
        var ports = new HashSet<int>();
        int? first = null;
        for (var i = 0; i < MostConnects; i++)
        {
            using var socket = new Socket(
                Socket.OSSupportsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            if (!LocalPortRangeOption.TrySetAndConfirm(socket, LocalPortRangeOption.Whole))
            {
                return new(PortSearch.AsTheSystem, AnswerScope.Thread);
            }

            if (ChoosePort(socket) is not { } port)
            {
                return new(PortSearch.WholeRange, AnswerScope.Process);
            }

            first ??= port;
            if ((port ^ first) % 2 != 0)
            {
                return new(PortSearch.WholeRange, AnswerScope.Process);
            }

            ports.Add(port);
        }

        return ports.Count < FewestPorts
            ? new(PortSearch.WholeRange, AnswerScope.Thread) // Of this thread's network, which may not be that of the others.
            : new(PortSearch.Windows, AnswerScope.Process);
    }

    [SupportedOSPlatform("linux")]
    private static int? ChoosePort(Socket socket)
    {
        socket.SetRawSocketOption(LinuxOption.TcpLevel, LinuxOption.TcpFastOpenConnect, BitConverter.GetBytes(1));
        socket.SetRawSocketOption(LinuxOption.TcpLevel, LinuxOption.TcpFastOpenNoCookie, BitConverter.GetBytes(1));
        socket.Blocking = false; // Where the kernel sends all the same, nothing waits for an answer: this throws.
        socket.Connect(new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0));
        return SocketName.Read(socket)?.Port;
    }
}
