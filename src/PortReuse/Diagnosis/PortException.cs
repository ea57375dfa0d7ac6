using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PortReuse.Diagnosis;

namespace PortReuse;

/// <summary>A failure that has to do with the local address or port, with its <see cref="Cause"/> and what to do next.</summary>
/// <remarks>
/// It is a <see cref="SocketException"/> with the error code of the original one, so that a handler of that one works as before.
/// The original is the <see cref="Exception.InnerException"/>.
/// </remarks>
public class PortException : SocketException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="cause">Why it failed.</param>
    /// <param name="error">The error code that <see cref="SocketException.SocketErrorCode"/> has.</param>
    /// <param name="message">What failed, why, and what to do next; null for the system's text of the error.</param>
    /// <param name="innerException">The original exception, or null where the system reported none.</param>
    public PortException(PortErrorCause cause, SocketError error, string? message, Exception? innerException = null)
        : base((int)error, message ?? new SocketException((int)error).Message)
    {
        Cause = cause;
        if (innerException is not null)
        {
            SetInnerException(innerException);
        }
    }

    /// <summary>Why it failed.</summary>
    public PortErrorCause Cause { get; }

    /// <summary>
    /// The local address, and the port from 0 to 65535, that the socket was bound to or was to be bound to; the port is 0 where the
    /// system was to choose it. Null for a socket that was not bound.
    /// </summary>
    public IPEndPoint? LocalEndPoint { get; init; }

    /// <summary>The endpoint that the socket was to be connected to; null where the bind failed.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>
    /// Whether the system has refused the option by which a bind to port 0 leaves the choice of the port to the connect
    /// (<c>IP_BIND_ADDRESS_NO_PORT</c>): a sandbox does, or a kernel that does not know it. Each socket that is bound to a chosen address
    /// then takes a port for itself alone. False also where that option was not needed, or is not known to have been.
    /// </summary>
    public bool IsDeferralRefused { get; init; }

    /// <summary>
    /// Explains an error that another library threw: a database driver, an HTTP client, or code of one's own with a plain socket.
    /// </summary>
    /// <remarks>
    /// <para>
    /// It looks at the machine as it is now, so that it is best called at once where the error is caught. A host name is looked up, which
    /// may take time; many calls share one look at the sockets. It throws nothing: what cannot be found out is
    /// <see cref="PortErrorCause.Unknown"/>, with a message that says so.
    /// </para>
    /// <para>
    /// On Linux it knows the errors <c>EADDRNOTAVAIL</c> (99) and <c>EADDRINUSE</c> (98), by .NET's numbers for them or by the system's
    /// own.
    /// </para>
    /// </remarks>
    /// <param name="exception">
    /// What was caught: a <see cref="SocketException"/>, or an exception with one inside, however deep, as an
    /// <see cref="HttpRequestException"/>.
    /// </param>
    /// <param name="local">
    /// What the library's socket was bound to: an address, and the port from 1 to 65535 or 0 where the system was to choose it. Null where
    /// it was not bound, or is not known to have been.
    /// </param>
    /// <param name="remote">
    /// Where it was to be connected to, an <see cref="IPEndPoint"/> or a <see cref="DnsEndPoint"/>; null for a socket that was to listen.
    /// </param>
    /// <returns>
    /// The cause, with the original inside; the <see cref="PortException"/> itself where there is one already; null where the error has
    /// nothing to do with the local address or port.
    /// </returns>
    public static PortException? Explain(Exception? exception, IPEndPoint? local = null, EndPoint? remote = null) =>
        ForeignErrors.Explain(exception, local, remote);

    private void SetInnerException(Exception innerException)
    {
        try
        {
            InnerExceptionField(this) = innerException;
        }
        catch (MissingFieldException)
        {
            // A runtime that names it otherwise. The message tells the cause; only the original's stack trace is lost.
        }
    }

    // SocketException has no constructor that takes an inner exception, Exception.InnerException is not virtual, and the
    // constructor for serialization, which sets it, forgets the error code. Debuggers and serializers rely on this field too.
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerExceptionField(Exception exception);
}
