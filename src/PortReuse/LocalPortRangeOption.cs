using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace PortReuse;

/// <summary><c>IP_LOCAL_PORT_RANGE</c> of a Linux socket.</summary>
[SupportedOSPlatform("linux")]
internal static class LocalPortRangeOption
{
    /// <summary>Sets the range and reads it back. False where the kernel has no such option, or takes it and does nothing.</summary>
    public static bool TrySet(Socket socket, int low, int high)
    {
        try
        {
            uint value = (uint)low | ((uint)high << 16);
            socket.SetRawSocketOption(LinuxOption.IpLevel, LinuxOption.LocalPortRange, MemoryMarshal.AsBytes(new Span<uint>(ref value)));
            return TryGet(socket) == new PortRange(low, high);
        }
        catch (SocketException)
        {
            return false; // An older kernel, or a sandbox that lets only known options through. The socket is as good as before.
        }
    }

    /// <summary>The bounds that the socket has, 0 for one that it has not; null where the kernel does not say.</summary>
    public static PortRange? TryGet(Socket socket)
    {
        try
        {
            uint value = 0;
            socket.GetRawSocketOption(LinuxOption.IpLevel, LinuxOption.LocalPortRange, MemoryMarshal.AsBytes(new Span<uint>(ref value)));
            return new PortRange((int)(value & 0xffff), (int)(value >> 16));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
