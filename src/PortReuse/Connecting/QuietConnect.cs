using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace PortReuse.Connecting;

/// <summary>A connect whose failure is a number and not an exception, which would cost more memory than the socket.</summary>
/// <remarks>
/// While it waits for an answer it needs a thread of the pool, which a blocking <see cref="Socket.Connect(EndPoint)"/> does not: it is for
/// connects that most likely fail at once.
/// </remarks>
internal sealed class QuietConnect() : SocketAsyncEventArgs(true), IValueTaskSource<SocketError>
{
    // The last one of the thread, to be used again.
    [ThreadStatic]
    private static QuietConnect? _spare;

    private ManualResetValueTaskSourceCore<SocketError> _answer = new() { RunContinuationsAsynchronously = true };

    /// <summary>Connects, and waits as long as the system tries.</summary>
    public static SocketError Connect(Socket socket, IPEndPoint remote)
    {
        var connect = Take();
        return connect.GiveBack(connect.Begin(socket, remote) ?? connect.AnswerAsync().AsTask().GetAwaiter().GetResult());
    }

    /// <inheritdoc cref="Connect"/>
    /// <param name="socket">The socket.</param>
    /// <param name="remote">Where to.</param>
    /// <param name="cancellationToken">
    /// Closes the socket and ends the connect, as that of <see cref="Socket.ConnectAsync(EndPoint, CancellationToken)"/>.
    /// </param>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled; it is the token of the exception.
    /// </exception>
    public static async ValueTask<SocketError> ConnectAsync(Socket socket, IPEndPoint remote, CancellationToken cancellationToken)
    {
        var connect = Take();
        if (connect.Begin(socket, remote) is { } known)
        {
            return connect.GiveBack(known);
        }

        SocketError error;
        using (cancellationToken.UnsafeRegister(static self => Socket.CancelConnectAsync((QuietConnect)self!), connect))
        {
            error = await connect.AnswerAsync().ConfigureAwait(false);
        }

        if (error == SocketError.OperationAborted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return connect.GiveBack(error);
    }

    private static QuietConnect Take()
    {
        var taken = _spare ?? new QuietConnect();
        _spare = null;
        return taken;
    }

    // Not one that has connected: it would keep the socket, which is the caller's now, from being collected.
    private SocketError GiveBack(SocketError answer)
    {
        if (answer != SocketError.Success)
        {
            _spare = this;
        }

        return answer;
    }

    /// <summary>Begins. Where the system has answered at once, gives the answer.</summary>
    private SocketError? Begin(Socket socket, IPEndPoint remote)
    {
        _answer.Reset();
        RemoteEndPoint = remote;
        return socket.ConnectAsync(this) ? null : SocketError;
    }

    private ValueTask<SocketError> AnswerAsync() => new(this, _answer.Version);

    protected override void OnCompleted(SocketAsyncEventArgs e) => _answer.SetResult(SocketError);

    SocketError IValueTaskSource<SocketError>.GetResult(short token) => _answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<SocketError>.GetStatus(short token) => _answer.GetStatus(token);

    void IValueTaskSource<SocketError>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _answer.OnCompleted(continuation, state, token, flags);
}
