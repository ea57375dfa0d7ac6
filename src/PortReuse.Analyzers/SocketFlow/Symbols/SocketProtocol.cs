namespace PortReuse.Analyzers.SocketFlow.Symbols;

/// <summary>What a socket speaks.</summary>
internal enum SocketProtocol
{
    Unknown,
    Tcp,
    Datagram,

    /// <summary>Unix domain, raw, and whatever else has no port.</summary>
    Other,
}
