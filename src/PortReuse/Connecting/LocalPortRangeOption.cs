using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using PortReuse.Sockets;

namespace PortReuse.Connecting;

/// <summary>The port range of a single socket (<c>IP_LOCAL_PORT_RANGE</c>).</summary>
/// <param name="Low">The lowest port; 0 for that of the system's range.</param>
/// <param name="High">The highest port; 0 for that of the system's range.</param>
internal readonly record struct PortBounds(int Low, int High);

/// <summary><c>IP_LOCAL_PORT_RANGE</c> of a Linux socket.</summary>
[SupportedOSPlatform("linux")]
internal static class LocalPortRangeOption
{
    /// <summary>A range that leaves no port out. The kernel ignores both bounds, unless they are its own.</summary>
    public static PortBounds Whole => new(1, ushort.MaxValue);

    /// <summary>Sets the range. False where the kernel has no such option, or a sandbox lets only known ones through.</summary>
    public static bool TrySet(Socket socket, PortBounds range) =>
        LinuxOption.TrySet(socket, LinuxOption.LocalPortRange, range.Low | (range.High << 16));

    /// <summary>Sets the range and reads it back. False also where the kernel takes it and does nothing.</summary>
    public static bool TrySetAndConfirm(Socket socket, PortBounds range) => TrySet(socket, range) && TryGet(socket) == range;

    /// <summary>Whether the socket has a range already.</summary>
    public static bool IsSet(Socket socket) => TryGet(socket) is { Low: not 0 } or { High: not 0 };

    /// <summary>The bounds that the socket has, 0 for one that it has not; null where the kernel does not say.</summary>
    public static PortBounds? TryGet(Socket socket)
    {
        try
        {
            uint value = 0;
            socket.GetRawSocketOption(LinuxOption.IpLevel, LinuxOption.LocalPortRange, MemoryMarshal.AsBytes(new Span<uint>(ref value)));
            return new PortBounds((int)(value & 0xffff), (int)(value >> 16));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
