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

    /// <summary>
    /// linux/in.h; asm-generic/socket.h, where SOL_SOCKET is 1; and BSD's sys/socket.h and Winsock's, where it is 0xffff. The level of one
    /// with the number of the other is an option of none.
    /// </summary>
    private static readonly Dictionary<(int Level, int Name), (SocketOption Option, Systems Home)> Known = new()
    {
        [(IPProtocolIP, BindAddressNoPort)] = (SocketOption.BindAddressNoPort, Systems.Linux),
        [(IPProtocolIP, LocalPortRange)] = (SocketOption.LocalPortRange, Systems.Linux),
        [(1, 2)] = (SocketOption.RawReuseAddress, Systems.Linux),
        [(1, 15)] = (SocketOption.RawReusePort, Systems.Linux),
        [(1, 25)] = (SocketOption.BindToDevice, Systems.Linux),
        [(1, 4)] = (SocketOption.RawReuseAddress, Systems.None),
        [(1, 0x200)] = (SocketOption.RawReusePort, Systems.None),
        [(0xffff, 4)] = (SocketOption.RawReuseAddress, Systems.Windows | Systems.MacOS | Systems.FreeBsd),
        [(0xffff, 0x200)] = (SocketOption.RawReusePort, Systems.MacOS | Systems.FreeBsd),
        [(0xffff, 2)] = (SocketOption.RawReuseAddress, Systems.None),
        [(0xffff, 15)] = (SocketOption.RawReusePort, Systems.None),
    };

    /// <summary>
    /// The systems on which a level and a number mean what they say; none where the level is of one system and the number of another.
    /// </summary>
    public static Systems Home(int level, int name) => Known.TryGetValue((level, name), out var known) ? known.Home : Systems.All;

    public static SocketOption? Of(int level, int name) => Known.TryGetValue((level, name), out var known) ? known.Option : null;
}
