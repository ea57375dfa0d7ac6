namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>The socket options that decide what a bind does.</summary>
internal enum SocketOption
{
    /// <summary>.NET's <c>ReuseAddress</c>: SO_REUSEADDR and, on Unix, SO_REUSEPORT.</summary>
    ReuseAddress,

    /// <summary><c>ExclusiveAddressUse</c>; false is, on Unix, the same as <see cref="ReuseAddress"/> true.</summary>
    ExclusiveAddressUse,

    /// <summary>SO_REUSEADDR alone, by a raw call.</summary>
    RawReuseAddress,

    /// <summary>SO_REUSEPORT alone, by a raw call.</summary>
    RawReusePort,

    /// <summary>IP_BIND_ADDRESS_NO_PORT.</summary>
    BindAddressNoPort,

    /// <summary>IP_LOCAL_PORT_RANGE.</summary>
    LocalPortRange,

    /// <summary>SO_BINDTODEVICE.</summary>
    BindToDevice,

    /// <summary>The Windows counterpart of <see cref="BindAddressNoPort"/>.</summary>
    ReuseUnicastPort,

    DualMode,
}
