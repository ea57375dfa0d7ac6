using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PortReuse.Sockets;

/// <summary>Numbers of Linux socket options that .NET has no name for.</summary>
/// <remarks>
/// The same numbers are other options on other systems, where they would be set without an error. Every use stands behind
/// <see cref="OperatingSystem.IsLinux"/>.
/// </remarks>
internal static unsafe partial class LinuxOption
{
    /// <summary><c>IPPROTO_IP</c>, the level of both IPv4 and IPv6 TCP sockets for these options (<c>linux/in.h</c>).</summary>
    public const int IpLevel = 0;

    /// <summary><c>IP_BIND_ADDRESS_NO_PORT</c>, an <see cref="int"/>; Linux 4.2 (<c>linux/in.h</c>, <c>ip(7)</c>).</summary>
    public const int BindAddressNoPort = 24;

    /// <summary>
    /// <c>IP_LOCAL_PORT_RANGE</c>, a <see cref="uint"/>: low | high &lt;&lt; 16; Linux 6.3 (<c>linux/in.h</c>, <c>ip(7)</c>).
    /// </summary>
    public const int LocalPortRange = 51;

    /// <summary><c>IPPROTO_TCP</c> (<c>linux/in.h</c>).</summary>
    public const int TcpLevel = 6;

    /// <summary><c>TCP_FASTOPEN_CONNECT</c>, an <see cref="int"/>; Linux 4.11 (<c>linux/tcp.h</c>).</summary>
    public const int TcpFastOpenConnect = 30;

    /// <summary><c>TCP_FASTOPEN_NO_COOKIE</c>, an <see cref="int"/>; Linux 4.15 (<c>linux/tcp.h</c>).</summary>
    public const int TcpFastOpenNoCookie = 34;

    /// <summary>Sets an option of <see cref="IpLevel"/>. False where the system refuses it; the socket is as good as before.</summary>
    /// <remarks>
    /// Without <see cref="Socket.SetRawSocketOption"/>: on the way of each connect, what that does beside the call takes a third of the
    /// call's own time, and a refusal is not worth an exception each time.
    /// </remarks>
    [SupportedOSPlatform("linux")]
    public static bool TrySet(Socket socket, int option, int value) =>
        SetOption(socket.SafeHandle, IpLevel, option, &value, sizeof(int)) == 0;

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    private static partial int SetOption(SafeSocketHandle socket, int level, int option, void* value, int size);
}
