using PortReuse.Diagnosis;

namespace PortReuse.Sharing;

/// <summary>The answer to a collision: the connect of a dial fails because there is a connection already.</summary>
internal static class Collision
{
    /// <summary>
    /// How long the listener may take to give a connection that is established. Longer than that, and another program has it.
    /// </summary>
    public static readonly TimeSpan LongestHandOver = TimeSpan.FromSeconds(3);

    /// <summary>The first pause between two connects; each one is twice as long, up to <see cref="LongestPause"/>.</summary>
    public static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);

    /// <summary>
    /// From this pause on all connections are read, where the system cannot be asked for one: that takes as long by itself.
    /// </summary>
    public static readonly TimeSpan PauseToRead = TimeSpan.FromMilliseconds(40);

    /// <inheritdoc cref="FirstPause"/>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a connect may go unanswered before the peer's connection is looked for behind others that nobody has claimed: the system
    /// has sent its first packet again by then.
    /// </summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(1);

    /// <summary>Whether the peer's own connection is, or may be, on its way to this side's listener.</summary>
    /// <param name="state">
    /// The state of the connection that is in the way; null where there is none now, or the system does not say.
    /// </param>
    /// <param name="isHandedOut">Whether the user has that connection.</param>
    /// <param name="waited">How long the dial has waited.</param>
    public static bool IsPeerOnTheWay(TcpSocketState? state, bool isHandedOut, TimeSpan waited) => state switch
    {
        // Until the handshake ends, or the system gives it up, another connection would be a second one.
        TcpSocketState.SynReceived => true,
        TcpSocketState.Established or null => !isHandedOut && waited < LongestHandOver,

        // Another dial of these endpoints, of another program; or a connection that is being closed.
        _ => false,
    };
}
