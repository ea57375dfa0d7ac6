using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace PortReuse.Connecting;

/// <summary>Tries the sources of a family one after the other, as long as it is the source that is at fault.</summary>
internal static class Fallback
{
    /// <summary>Connects from the source whose turn it is, and where that cannot be used, from the others.</summary>
    /// <param name="opener">Makes the sockets.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="remote">The destination, for which the use of the sources is compared. It is not changed.</param>
    public static Socket Connect(SocketOpener opener, SourceList sources, IPEndPoint remote)
    {
        var turns = new SourceTurns(sources, remote);
        while (true)
        {
            SocketException? failure;
            try
            {
                (var connected, failure) = turns.HadNoPort
                    ? QuietAttempt.Connect(opener, turns.Source, remote, turns.IsLast)
                    : new(Attempt.Connect(opener, turns.Source, remote, turns.IsLast));
                if (connected is not null)
                {
                    return connected;
                }
            }
            catch (SocketException e) when (!turns.EndWith(e))
            {
                failure = e;
            }

            if (turns.IsEnd(failure))
            {
                throw failure!;
            }

            turns.GoOn(failure);
        }
    }

    /// <inheritdoc cref="Connect"/>
    /// <remarks>
    /// A failure that is known at once is handed on and not thrown: to throw it here, only to catch it for the task, costs as much as the
    /// failure.
    /// </remarks>
    public static ValueTask<Socket> ConnectAsync(
        SocketOpener opener, SourceList sources, IPEndPoint remote, CancellationToken cancellationToken)
    {
        var outcome = TryConnectAsync(opener, sources, remote, cancellationToken);
        if (!outcome.IsCompletedSuccessfully)
        {
            return ResultOfAsync(outcome);
        }

        (var connected, var failure) = outcome.Result;
        return connected is not null ? new(connected) : ValueTask.FromException<Socket>(failure!);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // Nothing is allocated for the wait.
    private static async ValueTask<Socket> ResultOfAsync(ValueTask<QuietAttempt.Outcome> outcome)
    {
        (var connected, var failure) = await outcome.ConfigureAwait(false);
        return connected ?? throw failure!;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<QuietAttempt.Outcome> TryConnectAsync(
        SocketOpener opener, SourceList sources, IPEndPoint remote, CancellationToken cancellationToken)
    {
        var turns = new SourceTurns(sources, remote);
        while (true)
        {
            QuietAttempt.Outcome outcome;
            try
            {
                outcome = turns.HadNoPort
                    ? await QuietAttempt.ConnectAsync(opener, turns.Source, remote, turns.IsLast, cancellationToken).ConfigureAwait(false)
                    : new(await Attempt.ConnectAsync(opener, turns.Source, remote, turns.IsLast, cancellationToken).ConfigureAwait(false));
            }
            catch (SocketException e) when (!turns.EndWith(e))
            {
                outcome = new(null, e);
            }

            if (outcome.Socket is not null || turns.IsEnd(outcome.Failure))
            {
                return outcome;
            }

            turns.GoOn(outcome.Failure);
        }
    }

    /// <summary>As <see cref="Connect"/>, but only begins to (<see cref="Attempt.Begin"/>).</summary>
    public static (Socket Socket, IPEndPoint Source) Begin(SocketOpener opener, SourceList sources, IPEndPoint remote)
    {
        var turns = new SourceTurns(sources, remote);
        while (true)
        {
            try
            {
                return (Attempt.Begin(opener, turns.Source, remote, turns.IsLast), turns.Source);
            }
            catch (SocketException e) when (!turns.EndWith(e))
            {
                turns.GoOn(e);
            }
        }
    }
}
