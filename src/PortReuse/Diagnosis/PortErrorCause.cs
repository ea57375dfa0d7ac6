namespace PortReuse;

/// <summary>Why a bind or a connect failed, where the system's own error leaves several possibilities.</summary>
/// <remarks>
/// <c>EADDRNOTAVAIL</c> is the same for a duplicate connection, for exhausted ports and for an address that is not local, and
/// <c>EADDRINUSE</c> for a port that is not shared and for exhausted ports. The causes are told apart by looking at the machine
/// right after the failure.
/// </remarks>
public enum PortErrorCause
{
    /// <summary>None of the others could be confirmed. The message says what was looked at.</summary>
    Unknown,

    /// <summary>
    /// The local endpoint has a connection to that remote endpoint already: established, waiting to be accepted, or in TIME_WAIT.
    /// </summary>
    DuplicateConnection,

    /// <summary>
    /// Every ephemeral port that the source address could use for that destination is taken, or, for a bind to port 0, every
    /// ephemeral port.
    /// </summary>
    EphemeralPortsExhausted,

    /// <summary>The source address is none of this machine's, or the machine has none that leads to the destination.</summary>
    AddressNotLocal,

    /// <summary>
    /// Another socket holds the local port and does not share it: it, or the socket that failed, lacks <c>SO_REUSEPORT</c>, or it
    /// belongs to another user.
    /// </summary>
    PortNotShared,

    /// <summary>The socket would be, or was, connected to itself: its local and its remote endpoint are the same.</summary>
    SelfConnect,
}
