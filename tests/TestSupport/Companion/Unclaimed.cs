using System.Net.Sockets;

namespace PortReuse.TestSupport.Companion;

/// <summary>The connections of a shared port that nobody has taken.</summary>
internal static class Unclaimed
{
    public static void ExpectNone(SharedPort port)
    {
        using var cancellation = new CancellationTokenSource();
        ValueTask<Socket> accept = port.AcceptAsync(cancellation.Token);
        Assert.False(accept.IsCompleted, "A connection was accepted that belongs to nobody.");
        cancellation.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => accept.AsTask().GetAwaiter().GetResult());
    }
}
