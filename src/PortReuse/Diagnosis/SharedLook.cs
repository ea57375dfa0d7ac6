namespace PortReuse.Diagnosis;

/// <summary>A slow look at the system: one at a time, for every question that was asked before it began.</summary>
/// <remarks>
/// An answer is never older than its question: a question during a look is answered by the next one. So each caller waits for two looks at
/// the most, however many ask.
/// </remarks>
/// <param name="look">Looks for the answers to all of the questions. It runs on a thread of the pool.</param>
internal sealed class SharedLook<TQuestion, TAnswer>(Func<IReadOnlyCollection<TQuestion>, IReadOnlyDictionary<TQuestion, TAnswer>> look)
    where TQuestion : notnull
{
    private readonly object _gate = new();

    // Who has asked since the last look began; null while nobody has.
    private Round? _next;
    private bool _isLooking;

    /// <summary>Returns the answer of a look that begins from now on. A caller that gives up waiting does not affect the others.</summary>
    /// <remarks>If the look throws, every waiting caller gets the same exception.</remarks>
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
            var round = _next;
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
