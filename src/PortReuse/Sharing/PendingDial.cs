using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Sharing;

/// <summary>A dial that is under way, and where the peer's own connection is put if it comes in the meantime.</summary>
/// <remarks>Its members are changed by <see cref="Arrivals"/> alone, under its lock.</remarks>
internal sealed class PendingDial(ConnectionKey key)
{
    public ConnectionKey Key { get; } = key;

    /// <summary>The peer's connection between the same two endpoints, until the dial takes it.</summary>
    public Socket? Offered { get; set; }

    /// <summary>True once the dial has collided, or was not answered, and waits for the peer's connection.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Completes when there is an offer; null while no dial waits for one.</summary>
    public TaskCompletionSource? Arrived { get; set; }

    /// <summary>Completes when the dial has ended, however.</summary>
    public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
