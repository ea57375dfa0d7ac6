namespace PortReuse.Connecting;

/// <summary>Gives a cancellation back as the caller's, where a token that is linked to the caller's was handed on.</summary>
/// <remarks>Callers tell their own cancellation from another by the token, <see cref="HttpClient"/> its time-outs among them.</remarks>
internal static class CallersToken
{
    /// <param name="canceled">What was thrown, with whichever token.</param>
    /// <param name="cancellationToken">The caller's token, which has been cancelled.</param>
    /// <returns>The same exception where it has the caller's token already.</returns>
    public static OperationCanceledException Restore(OperationCanceledException canceled, CancellationToken cancellationToken) =>
        canceled.CancellationToken == cancellationToken
            ? canceled
            : new OperationCanceledException(canceled.Message, canceled, cancellationToken);
}
