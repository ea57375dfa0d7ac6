using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PortReuse.Addresses;
using PortReuse.Diagnosis;
using PortReuse.Metering;

namespace PortReuse.Connecting;

/// <summary>
/// One attempt: a new socket, from one source to one address; a new one for each window of ports that is tried. Where it throws, no socket
/// is left behind.
/// </summary>
internal static class Attempt
{
    private const int FirstUnprivilegedPort = 1024;

    private static readonly string NotAvailable = new SocketException((int)SocketError.AddressNotAvailable).Message;

    /// <summary>Connects, and waits as long as the system tries.</summary>
    public static Socket Connect(SocketOpener opener, IPEndPoint source, IPEndPoint remote, bool explain = true)
    {
        for (var windows = opener.WindowsFor(source); ; windows--)
        {
            var socket = opener.Open(source, explain, windows > 0, out var isInWindow);
            var isConnected = false;
            try
            {
                socket.Connect(remote);
                Complete(socket, source, remote);
                isConnected = true;
                return socket;
            }
            catch (SocketException e) when (isInWindow && IsWindowFull(e.SocketErrorCode))
            {
                // The next one may have a port.
            }
            catch (SocketException e) when (explain && PortErrors.IsAboutPorts(e.SocketErrorCode))
            {
                throw Explain(e, socket, source, remote);
            }
            finally
            {
                // Not caught and thrown again for it: that costs as much as the exception, and failures may come in a storm.
                if (!isConnected)
                {
                    socket.Dispose();
                }
            }
        }
    }

    /// <inheritdoc cref="Connect"/>
    /// <param name="opener">Makes the sockets.</param>
    /// <param name="source">Where from.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="explain">Whether a failure is explained.</param>
    /// <param name="cancellationToken">Ends the connect.</param>
    /// <param name="noteIn">Where to note that the source had no port; null where that is done elsewhere.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // Nothing is allocated for the wait.
    public static async ValueTask<Socket> ConnectAsync(
        SocketOpener opener, IPEndPoint source, IPEndPoint remote, bool explain, CancellationToken cancellationToken, SourceList? noteIn =
            null)
    {
        for (var windows = opener.WindowsFor(source); ; windows--)
        {
            // Before another address, source or window is tried, somebody may have cancelled.
            cancellationToken.ThrowIfCancellationRequested();
            var socket = opener.Open(source, explain, windows > 0, out var isInWindow);
            var isConnected = false;
            try
            {
                await socket.ConnectAsync(remote, cancellationToken).ConfigureAwait(false);
                RefuseClosed(socket, cancellationToken);
                Complete(socket, source, remote);
                isConnected = true;
                return socket;
            }
            catch (SocketException e) when (isInWindow && IsWindowFull(e.SocketErrorCode))
            {
                // The next one may have a port.
            }
            catch (SocketException e) when (explain && PortErrors.IsAboutPorts(e.SocketErrorCode))
            {
                noteIn?.PassOver(source, CanonicalEndPoint.CopyOf(remote)); // The caller may change it.
                throw Explain(e, socket, source, remote);
            }
            finally
            {
                // Not caught and thrown again for it: that costs as much as the exception, and failures may come in a storm.
                if (!isConnected)
                {
                    socket.Dispose();
                }
            }
        }
    }

    /// <summary>Begins to connect, and does not wait. The socket is left non-blocking.</summary>
    /// <returns>The socket, connected or about to be.</returns>
    public static Socket Begin(SocketOpener opener, IPEndPoint source, IPEndPoint remote, bool explain)
    {
        for (var windows = opener.WindowsFor(source); ; windows--)
        {
            var socket = opener.Open(source, explain, windows > 0, out var isInWindow);
            try
            {
                socket.Blocking = false;
                socket.Connect(remote);
                return socket;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                return socket;
            }
            catch (SocketException e) when (isInWindow && IsWindowFull(e.SocketErrorCode))
            {
                socket.Dispose();
            }
            catch (SocketException e) when (explain && PortErrors.IsAboutPorts(e.SocketErrorCode))
            {
                throw Explain(e, socket, source, remote);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    /// <summary>Ends what was begun once the socket is ready: it is connected and blocks again, or is disposed.</summary>
    public static Socket End(Socket socket, IPEndPoint source, IPEndPoint remote)
    {
        try
        {
            var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            if (error != SocketError.Success || !socket.Connected)
            {
                throw new SocketException((int)(error == SocketError.Success ? SocketError.NotConnected : error));
            }

            socket.Blocking = true;
            Complete(socket, source, remote);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Tells of a cancellation that came when the socket had just been connected.</summary>
    /// <remarks>.NET 8 cancels a connect by closing the socket, and lets the connect succeed where the two meet.</remarks>
    public static void RefuseClosed(Socket connected, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested && connected.SafeHandle.IsClosed)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    // The next window may have a port, and after the last one the whole range is searched. A self-connect is told with another error.
    public static bool IsWindowFull(SocketError error) => error == SocketError.AddressNotAvailable;

    /// <summary>The exception for an error number: an explanation, or the one that .NET throws.</summary>
    public static SocketException Tell(SocketError error, Socket socket, IPEndPoint source, IPEndPoint remote)
    {
        var text = error == SocketError.AddressNotAvailable ? NotAvailable : new SocketException((int)error).Message;
        var plain = new SocketException((int)error, $"{text} {remote}");
        return PortErrors.IsAboutPorts(error) ? Explain(plain, socket, source, remote) : plain;
    }

    /// <summary>Looks for the reason of a failure while the socket is still there; then disposes it.</summary>
    private static SocketException Explain(SocketException error, Socket socket, IPEndPoint source, IPEndPoint remote)
    {
        using (socket)
        {
            return PortErrors.ExplainConnect(error, SocketOpener.IsBound(source) ? source : null, remote, socket, SocketOwner.Connector);
        }
    }

    /// <summary>Does what is left to do once it is connected.</summary>
    public static void Complete(Socket socket, IPEndPoint source, IPEndPoint remote)
    {
        RefuseSelfConnect(socket, source, remote);
        PortUse.Note(socket, source, remote);
    }

    // Where nothing listens on a local port that the system could choose, a connect to it may choose that very port, and succeed.
    // The system is asked only where that can be, for the answer costs a call.
    private static void RefuseSelfConnect(Socket socket, IPEndPoint source, IPEndPoint remote)
    {
        var isPossible = source.Port == 0 ? remote.Port >= FirstUnprivilegedPort : source.Port == remote.Port;
        var isToWildcard = Wildcard.Is(remote.Address);
        if (!isPossible || !(isToWildcard || Wildcard.Is(source.Address) || AddressBytes.AreEqual(source.Address, remote.Address)))
        {
            return;
        }

        // Linux takes the wildcard address of IPv4 as a destination for the source itself, and that of IPv6 for ::1.
        var local = socket.GetLocalEndPoint();
        var destination =
            !isToWildcard ? remote.Address :
            remote.AddressFamily == AddressFamily.InterNetwork ? local.Address :
            IPAddress.IPv6Loopback;
        if (local.Port == remote.Port && AddressBytes.AreEqual(local.Address, destination))
        {
            throw PortErrors.SelfConnect(local);
        }
    }
}
