using System.Net.Sockets;

namespace PortReuse.Sharing;

/// <summary>Takes connections from a listener, one after the other, as they come.</summary>
internal static class AcceptPump
{
    // What the system lacks when it cannot accept, such as a free file descriptor, it lacks at the next moment too,
    // and nothing tells when it has it again. Closing the listener ends the pause.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs until the token is cancelled or the listener disposed.</summary>
    public static async Task RunAsync(Socket listener, Arrivals arrivals, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await arrivals.WaitForRoomAsync().ConfigureAwait(false);
                arrivals.Add(await listener.AcceptAsync(stop).ConfigureAwait(false));
            }
            catch (Exception e)
                when (stop.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // A connection that was gone before it was accepted.
            }
            catch (SocketException e)
            {
                arrivals.Fail(e);
                await Task.Delay(PauseAfterFailure, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
