namespace PortReuse.Analyzers.SocketFlow.Settings;

/// <summary>What a method does to the socket that it is given, by the word of an option or an attribute: nobody looks into it.</summary>
internal enum SocketRole
{
    None,

    /// <summary>It sets IP_BIND_ADDRESS_NO_PORT, or what the system has in its place.</summary>
    DefersPort,

    /// <summary>It binds, to the endpoint that it is given.</summary>
    Binds,

    /// <summary>It connects.</summary>
    Connects,
}
