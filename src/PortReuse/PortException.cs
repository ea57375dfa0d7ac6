using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

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
            SetInnerException(innerException);
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
