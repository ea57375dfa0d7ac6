using System.Net;
using System.Net.Sockets;

namespace PortReuse.Connecting;

/// <summary>The race of <see cref="AsyncRace"/>, on the calling thread alone.</summary>
internal sealed class BlockingRace(TimeSpan delay, long? deadline)
{
    private readonly List<(Socket Socket, IPEndPoint Source, IPEndPoint Remote)> _pending = [];

    /// <param name="addresses">The addresses, in the order to try them.</param>
    /// <param name="begin">Begins to connect to an address, and gives the socket and its source.</param>
    /// <returns>A connected socket that blocks; null where the deadline has passed.</returns>
    public Socket? Run(IPEndPoint[] addresses, Func<IPEndPoint, (Socket, IPEndPoint)> begin)
    {
        SocketException? failure = null;
        var begun = 0;
        var next = Environment.TickCount64;
        try
        {
            while (true)
            {
                if (Environment.TickCount64 >= deadline)
                {
                    return null;
                }

                if (begun < addresses.Length && Environment.TickCount64 >= next)
                {
                    var remote = addresses[begun++];
                    next = delay == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)delay.TotalMilliseconds;
                    try
                    {
                        (var socket, var source) = begin(remote);
                        _pending.Add((socket, source, remote));
                    }
                    catch (SocketException e)
                    {
                        failure = e;
                        next = 0;
                    }
                }

                if (WaitForReady(begun < addresses.Length ? next : long.MaxValue) is { } ready)
                {
                    try
                    {
                        return Attempt.End(ready.Socket, ready.Source, ready.Remote);
                    }
                    catch (SocketException e)
                    {
                        failure = e;
                        next = 0;
                    }
                }

                if (_pending.Count == 0 && begun == addresses.Length)
                {
                    throw failure!;
                }
            }
        }
        finally
        {
            foreach ((var socket, _, _) in _pending)
            {
                socket.Dispose();
            }
        }
    }

    /// <summary>
    /// Waits for a socket to be connected or to have failed, and takes it out; null when it is time to go on, or to give up.
    /// </summary>
    private (Socket Socket, IPEndPoint Source, IPEndPoint Remote)? WaitForReady(long next)
    {
        if (_pending.Count == 0)
        {
            return null;
        }

        List<Socket> writable = [.. _pending.Select(pending => pending.Socket)], failed = [.. writable];
        Socket.Select(null, writable, failed, TimeUntil(Math.Min(next, deadline ?? long.MaxValue)));
        if (writable.Concat(failed).FirstOrDefault() is not { } ready)
        {
            return null;
        }

        var index = _pending.FindIndex(pending => pending.Socket == ready);
        var taken = _pending[index];
        _pending.RemoveAt(index);
        return taken;
    }

    private static TimeSpan TimeUntil(long moment) => moment == long.MaxValue
        ? Timeout.InfiniteTimeSpan
        : TimeSpan.FromMilliseconds(Math.Clamp(moment - Environment.TickCount64, 0, int.MaxValue / 1000));
}
