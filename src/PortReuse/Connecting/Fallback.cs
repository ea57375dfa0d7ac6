using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace PortReuse;

/// <summary>Tries the sources of a family one after the other, as long as it is the source that is at fault.</summary>
internal static class Fallback
{
    /// <summary>Connects from the source whose turn it is, and where that cannot be used, from the others.</summary>
    /// <param name="opener">Makes the sockets.</param>
    /// <param name="sources">The sources.</param>
    /// <param name="remote">The destination, for which the use of the sources is compared. Nobody changes it.</param>
    public static Socket Connect(SocketOpener opener, SourceList sources, IPEndPoint remote)
    {
        var turns = new SourceTurns(sources, remote);
        while (true)
        {
            SocketException? failure;
            try
            {
                (Socket? connected, failure) = turns.HadNoPort
                    ? QuietAttempt.Connect(opener, turns.Source, remote, turns.IsLast)
                    : new(Attempt.Connect(opener, turns.Source, remote, turns.IsLast));
                if (connected is not null)
                    return connected;
            }
            catch (SocketException e) when (!turns.EndWith(e))
            {
                failure = e;
            }

            turns.GoOn(failure);
        }
    }

    /// <inheritdoc cref="Connect"/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // Nothing is allocated for the wait.
    public static async ValueTask<Socket> ConnectAsync(
        SocketOpener opener, SourceList sources, IPEndPoint remote, CancellationToken cancellationToken)
    {
        var turns = new SourceTurns(sources, remote);
        while (true)
        {
            SocketException? failure;
            try
            {
                (Socket? connected, failure) = turns.HadNoPort
                    ? await QuietAttempt.ConnectAsync(opener, turns.Source, remote, turns.IsLast, cancellationToken).ConfigureAwait(false)
                    : new(await Attempt.ConnectAsync(opener, turns.Source, remote, turns.IsLast, cancellationToken).ConfigureAwait(false));
                if (connected is not null)
                    return connected;
            }
            catch (SocketException e) when (!turns.EndWith(e))
            {
                failure = e;
            }

            turns.GoOn(failure);
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
