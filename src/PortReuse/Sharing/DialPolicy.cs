namespace PortReuse;

/// <summary>Which local port a dial of a <see cref="SharedPort"/> leaves from.</summary>
public enum DialPolicy
{
    /// <summary>
    /// The shared port and no other. Where it cannot be used for this peer, the dial throws a <see cref="PortException"/>. With this
    /// policy there is never more than one connection between the two shared ports.
    /// </summary>
    Require,

    /// <summary>
    /// The shared port, and one of the system's choice where the former cannot be used for this peer: where a connection between the
    /// two endpoints has been handed over already, or was closed a moment ago, or where the address or the port cannot be bound to.
    /// </summary>
    Prefer,

    /// <summary>A port of the system's choice. The shared port is not tried, and no connection of the peer is taken instead.</summary>
    Fresh,
}
