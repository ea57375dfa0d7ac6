namespace PortReuse;

/// <summary>Numbers of Linux socket options that .NET has no name for.</summary>
/// <remarks>
/// The same numbers are other options on other systems, where they would be set without an error. Every use stands behind
/// <see cref="OperatingSystem.IsLinux"/>.
/// </remarks>
internal static class LinuxOption
{
    /// <summary><c>IPPROTO_IP</c>, the level of both IPv4 and IPv6 TCP sockets for these options (<c>linux/in.h</c>).</summary>
    public const int IpLevel = 0;

    /// <summary><c>IP_BIND_ADDRESS_NO_PORT</c>, an <see cref="int"/>; Linux 4.2 (<c>linux/in.h</c>, <c>ip(7)</c>).</summary>
    public const int BindAddressNoPort = 24;

    /// <summary><c>IP_LOCAL_PORT_RANGE</c>, a <see cref="uint"/>: low | high &lt;&lt; 16; Linux 6.3 (<c>linux/in.h</c>, <c>ip(7)</c>).</summary>
    public const int LocalPortRange = 51;

    /// <summary><c>IPPROTO_TCP</c> (<c>linux/in.h</c>).</summary>
    public const int TcpLevel = 6;

    /// <summary><c>TCP_FASTOPEN_CONNECT</c>, an <see cref="int"/>; Linux 4.11 (<c>linux/tcp.h</c>).</summary>
    public const int TcpFastOpenConnect = 30;

    /// <summary><c>TCP_FASTOPEN_NO_COOKIE</c>, an <see cref="int"/>; Linux 4.15 (<c>linux/tcp.h</c>).</summary>
    public const int TcpFastOpenNoCookie = 34;
}
