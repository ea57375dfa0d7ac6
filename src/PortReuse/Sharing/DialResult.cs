using System.Net.Sockets;

namespace PortReuse;

/// <summary>A connection that a <see cref="SharedPort"/> dialed, and how it came about.</summary>
/// <remarks>Whoever receives it owns the socket. It lives on when the <see cref="SharedPort"/> is disposed.</remarks>
public readonly struct DialResult
{
    internal DialResult(Socket socket, DialOutcome outcome, PortErrorCause? reason = null)
    {
        Socket = socket;
        Outcome = outcome;
        Reason = reason;
    }

    /// <summary>The connected socket, to be disposed by the caller. Of IPv4 where the peer's address is an IPv4-mapped one.</summary>
    public Socket Socket { get; }

    /// <summary>The outcome of the dial.</summary>
    public DialOutcome Outcome { get; }

    /// <summary>
    /// Why the shared port was not used, where the policy was to prefer it and the outcome is <see cref="DialOutcome.FreshPort"/>;
    /// null otherwise.
    /// </summary>
    public PortErrorCause? Reason { get; }
}
