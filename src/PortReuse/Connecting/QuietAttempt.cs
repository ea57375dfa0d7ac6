using System.Net;
using System.Net.Sockets;
using PortReuse.Diagnosis;

namespace PortReuse.Connecting;

/// <summary>
/// An <see cref="Attempt"/> from a source that had no port a moment ago. It most likely fails again, and tells so without an exception.
/// </summary>
internal static class QuietAttempt
{
    /// <summary>Connects, and waits as long as the system tries.</summary>
    public static Outcome Connect(SocketOpener opener, IPEndPoint source, IPEndPoint remote, bool explain)
    {
        for (var windows = opener.WindowsFor(source); ; windows--)
        {
            var socket = opener.Open(source, explain, windows > 0, out var isInWindow);
            var isConnected = false;
            try
            {
                var error = QuietConnect.Connect(socket, remote);
                if (error == SocketError.Success)
                {
                    Attempt.Complete(socket, source, remote);
                    isConnected = true;
                    return new(socket);
                }

                if (isInWindow && Attempt.IsWindowFull(error))
                {
                    continue; // The next one may have a port.
                }

                return new(null, explain || !PortErrors.IsAboutPorts(error) ? Attempt.Tell(error, socket, source, remote) : null);
            }
            finally
            {
                if (!isConnected)
                {
                    socket.Dispose();
                }
            }
        }
    }

    /// <inheritdoc cref="Connect"/>
    public static async ValueTask<Outcome> ConnectAsync(
        SocketOpener opener, IPEndPoint source, IPEndPoint remote, bool explain, CancellationToken cancellationToken)
    {
        for (var windows = opener.WindowsFor(source); ; windows--)
        {
            // Before another source or window is tried, somebody may have cancelled.
            cancellationToken.ThrowIfCancellationRequested();
            var socket = opener.Open(source, explain, windows > 0, out var isInWindow);
            var isConnected = false;
            try
            {
                var error = await QuietConnect.ConnectAsync(socket, remote, cancellationToken).ConfigureAwait(false);
                if (error == SocketError.Success)
                {
                    Attempt.RefuseClosed(socket, cancellationToken);
                    Attempt.Complete(socket, source, remote);
                    isConnected = true;
                    return new(socket);
                }

                if (isInWindow && Attempt.IsWindowFull(error))
                {
                    continue; // The next one may have a port.
                }

                return new(null, explain || !PortErrors.IsAboutPorts(error) ? Attempt.Tell(error, socket, source, remote) : null);
            }
            finally
            {
                if (!isConnected)
                {
                    socket.Dispose();
                }
            }
        }
    }

    /// <summary>The result.</summary>
    /// <param name="Socket">The socket where it is connected.</param>
    /// <param name="Failure">
    /// What is to be thrown where it is not; null where it is that there was no port, and that is not to be explained.
    /// </param>
    internal readonly record struct Outcome(Socket? Socket, SocketException? Failure = null);
}
