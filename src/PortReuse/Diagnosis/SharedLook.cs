namespace PortReuse.Diagnosis;

/// <summary>A look at the system that takes long: one at a time, for all who have asked by the time it begins.</summary>
/// <remarks>
/// An answer is never older than its question: whoever asks while a look is under way is answered by the next one. So each waits for two looks at the
/// most, however many ask.
/// </remarks>
/// <param name="look">Looks for the answers to all of the questions. It runs on a thread of the pool.</param>
internal sealed class SharedLook<TQuestion, TAnswer>(Func<IReadOnlyCollection<TQuestion>, IReadOnlyDictionary<TQuestion, TAnswer>> look)
    where TQuestion : notnull
{
    private readonly object _gate = new();

    // Who has asked since the last look began; null while nobody has.
    private Round? _next;
    private bool _isLooking;

    /// <summary>What a look finds that begins from now on. Whoever gives up waiting for it leaves the others alone.</summary>
    /// <remarks>Where the look throws, all who wait for it are thrown the same.</remarks>
    public async Task<TAnswer> AskAsync(TQuestion question)
    {
        Round round;
        lock (_gate)
        {
            round = _next ??= new Round();
            round.Questions.Add(question);
            if (!_isLooking)
            {
                _isLooking = true;
                ThreadPool.UnsafeQueueUserWorkItem(static asked => asked.Look(), this, preferLocal: false);
            }
        }

        return (await round.Answers.Task.ConfigureAwait(false))[question];
    }

    private void Look()
    {
        while (TryTakeNext() is { } round)
        {
            try
            {
                round.Answers.SetResult(look(round.Questions));
            }
            catch (Exception e)
            {
                round.Answers.SetException(e);
            }
        }
    }

    private Round? TryTakeNext()
    {
        lock (_gate)
        {
            Round? round = _next;
            _next = null;
            _isLooking = round is not null;
            return round;
        }
    }

    private sealed class Round
    {
        public HashSet<TQuestion> Questions { get; } = [];

        public TaskCompletionSource<IReadOnlyDictionary<TQuestion, TAnswer>> Answers { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
