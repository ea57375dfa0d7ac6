namespace PortReuse.Connecting;

/// <summary>What was learned of the system, and whether it holds for good. Where the system could not be asked, it does not.</summary>
internal readonly record struct Answer<T>(T Value, bool IsFinal);

/// <summary>A question to the system whose answer is kept for the process, once it is final.</summary>
/// <remarks>
/// Not a <see cref="Lazy{T}"/>: a process that has no descriptor left at its first question would be taken for one on a system without the feature
/// until it ends.
/// </remarks>
/// <param name="ask">Asks. It runs on one thread at a time.</param>
internal sealed class AskedOnce<T>(Func<Answer<T>> ask)
{
    private readonly object _gate = new();
    private Kept? _kept;

    public T Value
    {
        get
        {
            if (Volatile.Read(ref _kept) is { } kept)
                return kept.Value;

            lock (_gate)
            {
                if (_kept is { } known)
                    return known.Value;

                Answer<T> answer = ask();
                if (answer.IsFinal)
                    Volatile.Write(ref _kept, new Kept(answer.Value));
                return answer.Value;
            }
        }
    }

    private sealed record Kept(T Value);
}
