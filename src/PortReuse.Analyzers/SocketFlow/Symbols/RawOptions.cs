using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>Option numbers as the systems' headers have them.</summary>
internal static class RawOptions
{
    public const int IPProtocolIP = 0;

    /// <summary>linux/in.h, since Linux 4.2.</summary>
    public const int BindAddressNoPort = 24;

    /// <summary>linux/in.h, since Linux 6.3.</summary>
    public const int LocalPortRange = 51;

    /// <summary>The systems on which a level and a number mean what they say.</summary>
    public static Systems Home(int level, int name) => (level, name) switch
    {
        (0xffff, 4) => Systems.Windows | Systems.MacOS | Systems.FreeBsd,
        (0xffff, 0x200) => Systems.MacOS | Systems.FreeBsd,
        _ => Systems.Linux,
    };

    public static SocketOption? Of(int level, int name) => (level, name) switch
    {
        (IPProtocolIP, BindAddressNoPort) => SocketOption.BindAddressNoPort,
        (IPProtocolIP, LocalPortRange) => SocketOption.LocalPortRange,

        // asm-generic/socket.h: SOL_SOCKET is 1.
        (1, 2) => SocketOption.RawReuseAddress,
        (1, 15) => SocketOption.RawReusePort,

        // BSD's sys/socket.h, and Winsock's, where SOL_SOCKET is 0xffff.
        (0xffff, 4) => SocketOption.RawReuseAddress,
        (0xffff, 0x200) => SocketOption.RawReusePort,
        _ => null,
    };
}
