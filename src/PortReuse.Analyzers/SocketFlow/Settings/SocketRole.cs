namespace PortReuse.Analyzers.SocketFlow.Settings;

/// <summary>What a method does to its socket argument, as an option or an attribute declares it: its body is not followed.</summary>
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
