namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>The protocol of a socket.</summary>
internal enum SocketProtocol
{
    Unknown,
    Tcp,
    Datagram,

    /// <summary>Unix domain, raw, and whatever else has no port.</summary>
    Other,
}
