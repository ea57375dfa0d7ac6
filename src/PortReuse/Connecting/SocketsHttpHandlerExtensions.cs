namespace PortReuse;

/// <summary>Extensions of <see cref="SocketsHttpHandler"/> for connects from a chosen local address.</summary>
public static class SocketsHttpHandlerExtensions
{
    /// <summary>Lets the handler open its connections, of HTTP/1.1 and HTTP/2, with TLS and without, by the connector.</summary>
    /// <remarks>
    /// It sets <see cref="SocketsHttpHandler.ConnectCallback"/>. HTTP/3 runs over UDP and does not ask it. Where a proxy is used, it is the
    /// proxy that is connected to.
    /// </remarks>
    /// <param name="handler">A handler that has sent no request yet.</param>
    /// <param name="connector">What opens the connections.</param>
    /// <returns>The same handler.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> or <paramref name="connector"/> is null.</exception>
    /// <exception cref="InvalidOperationException"><paramref name="handler"/> has sent a request already.</exception>
    /// <exception cref="ObjectDisposedException"><paramref name="handler"/> is disposed.</exception>
    public static SocketsHttpHandler ConnectFrom(this SocketsHttpHandler handler, OutboundConnector connector)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ArgumentNullException.ThrowIfNull(connector);

        handler.ConnectCallback = connector.ConnectCallback;
        return handler;
    }
}
