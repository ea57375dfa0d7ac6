using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PortReuse.Sockets;

/// <summary><c>SO_REUSEADDR</c> and <c>SO_REUSEPORT</c>, each alone, by the numbers of the system at hand.</summary>
internal static class ReuseOption
{
    private const int LinuxLevel = 1, LinuxReuseAddress = 2, LinuxReusePort = 15; // asm-generic/socket.h
    private const int BsdLevel = 0xffff, BsdReuseAddress = 4, BsdReusePort = 0x200; // sys/socket.h of macOS and FreeBSD

    public static void SetReuseAddress(Socket socket, bool value)
    {
        if (OperatingSystem.IsWindows())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, value); // There .NET sets it alone.
        }
        else
        {
            SetRaw(socket, "SO_REUSEADDR", LinuxReuseAddress, BsdReuseAddress, value);
        }
    }

    public static void SetReusePort(Socket socket, bool value)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Windows has no SO_REUSEPORT.");
        }

        SetRaw(socket, "SO_REUSEPORT", LinuxReusePort, BsdReusePort, value);
    }

    private static void SetRaw(Socket socket, string name, int linux, int bsd, bool value)
    {
        // MIPS and SPARC number the options of this level otherwise, and .NET does not run there.
        (var level, var option) =
            OperatingSystem.IsLinux() ? (LinuxLevel, linux) :
            OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? (BsdLevel, bsd) :
            throw new PlatformNotSupportedException($"The number of {name} on this system is not known here.");
        var number = value ? 1 : 0;
        socket.SetRawSocketOption(level, option, MemoryMarshal.AsBytes(new Span<int>(ref number)));
    }
}
