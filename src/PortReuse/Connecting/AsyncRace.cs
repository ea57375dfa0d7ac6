using System.Net;
using System.Net.Sockets;

namespace PortReuse.Connecting;

/// <summary>Connects to the first of several addresses that answers (RFC 8305, section 5).</summary>
internal static class AsyncRace
{
    /// <summary>
    /// Begins with the first address, and with the next one when the one before has failed or has not answered for a while. When one
    /// has answered, the others are given up, and their sockets are closed before this returns.
    /// </summary>
    /// <exception cref="SocketException">No address could be connected to: the failure of the last.</exception>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled; it is the token of the exception.
    /// </exception>
    public static async ValueTask<Socket> RunAsync(
        IPEndPoint[] addresses,
        Func<IPEndPoint, CancellationToken, ValueTask<Socket>> connect,
        TimeSpan delay,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        var begun = 0;
        Task? pause = null;
        try
        {
            while (true)
            {
                if (begun < addresses.Length && pause is null)
                {
                    running.Add(connect(addresses[begun++], stop.Token).AsTask());
                    // The Connection Attempt Delay of RFC 8305, which is a time by definition; a connection or a failure that comes earlier
                    // cuts it short.
                    pause = begun < addresses.Length ? Task.Delay(delay, stop.Token) : null;
                }

                var done = await Task.WhenAny(pause is null ? running : [.. running, pause]).ConfigureAwait(false);
                if (done != pause)
                {
                    running.Remove(done);
                    if (done.IsCompletedSuccessfully)
                    {
                        return await ((Task<Socket>)done).ConfigureAwait(false);
                    }
                }

                // Whatever has ended now, the pause too, may have been ended by it: with a token of this race.
                cancellationToken.ThrowIfCancellationRequested();
                if (done == pause)
                {
                    pause = null;
                    continue;
                }

                if (running.Count == 0 && begun == addresses.Length)
                {
                    return await ((Task<Socket>)done).ConfigureAwait(false);
                }

                if (done.Exception?.InnerException is not SocketException)
                {
                    await done.ConfigureAwait(false); // A fault of the program's own, which no other address can mend.
                }

                pause = null;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var task in running)
            {
                await DisposeResultAsync((Task<Socket>)task).ConfigureAwait(false);
            }
        }
    }

    private static async Task DisposeResultAsync(Task<Socket> task)
    {
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
        {
            (await task.ConfigureAwait(false)).Dispose();
        }
    }
}
