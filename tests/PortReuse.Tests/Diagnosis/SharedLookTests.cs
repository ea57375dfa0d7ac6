using System.Collections.Concurrent;
using PortReuse.Connecting;
using PortReuse.Diagnosis;

namespace PortReuse.Tests.Diagnosis;

/// <summary>
/// A look at the system that takes long, and many who ask: one look at a time, and no answer that is older than its question.
/// </summary>
public sealed class SharedLookTests : IDisposable
{
    private static readonly TimeSpan Enough = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _begun = new(0), _mayEnd = new(0);
    private readonly SharedLook<int, int> _look;
    private int _looks, _underWay, _mostAtOnce;
    private Exception? _failure;

    public SharedLookTests() => _look = new(questions =>
    {
        var number = Begin();
        _begun.Release();
        Assert.True(_mayEnd.Wait(Enough));
        Interlocked.Decrement(ref _underWay);
        return _failure is null ? questions.ToDictionary(question => question, _ => number) : throw _failure;
    });

    public void Dispose()
    {
        _begun.Dispose();
        _mayEnd.Dispose();
    }

    [Fact]
    public async Task All_who_ask_during_a_look_share_the_next_one()
    {
        const int others = 100;
        Task<int> first = await AskAndSeeItBeginAsync(0);
        Task<int>[] rest = [.. Enumerable.Range(0, others).Select(_look.AskAsync)]; // One of them asks what the first one does.

        _mayEnd.Release(2);

        Assert.Equal(1, await first.WaitAsync(Enough));
        Assert.All(await Task.WhenAll(rest).WaitAsync(Enough), answer => Assert.Equal(2, answer));
        Assert.Equal((2, 1), (_looks, _mostAtOnce));
    }

    [Fact]
    public async Task Who_asks_after_the_last_look_has_a_new_one()
    {
        _mayEnd.Release(2);

        Assert.Equal(1, await _look.AskAsync(0).WaitAsync(Enough));
        Assert.Equal(2, await _look.AskAsync(0).WaitAsync(Enough));
    }

    [Fact]
    public async Task An_answer_is_of_a_look_that_began_after_the_question()
    {
        const int threads = 8, questions = 2000;
        var tooOld = new ConcurrentBag<(int Before, int Answer)>();
        var look = new SharedLook<int, int>(questions =>
        {
            var number = Begin();
            Thread.SpinWait(100);
            Interlocked.Decrement(ref _underWay);
            return questions.ToDictionary(question => question, _ => number);
        });

        Task[] asking = [.. Enumerable.Range(0, threads).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < questions; i++)
            {
                int before = Volatile.Read(ref _looks), answer = await look.AskAsync(thread);
                if (answer <= before) { tooOld.Add((before, answer)); } }
        }))];
        await Task.WhenAll(asking).WaitAsync(Enough);

        Assert.Empty(tooOld);
        Assert.Equal(1, _mostAtOnce);
        Assert.InRange(_looks, questions, threads * questions);
    }

    [Fact]
    public async Task A_look_that_fails_fails_for_all_who_wait_for_it_and_for_nobody_else()
    {
        Task<int> first = await AskAndSeeItBeginAsync(0);
        Task<int>[] rest = [_look.AskAsync(1), _look.AskAsync(2)];
        _mayEnd.Release();
        Assert.Equal(1, await first.WaitAsync(Enough));

        Assert.True(await _begun.WaitAsync(Enough));
        _failure = new IOException("It broke off.");
        _mayEnd.Release();
        foreach (Task<int> each in rest)
        {
            Assert.Same(_failure, await Assert.ThrowsAsync<IOException>(() => each.WaitAsync(Enough)));
        }

        _failure = null;
        _mayEnd.Release();
        Assert.Equal(3, await _look.AskAsync(1).WaitAsync(Enough));
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_others_alone()
    {
        using var cancellation = new CancellationTokenSource();
        Task<int> first = await AskAndSeeItBeginAsync(0);
        Task<int> givesUp = _look.AskAsync(1).WaitAsync(cancellation.Token), sameQuestion = _look.AskAsync(1), other = _look.AskAsync(2);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => givesUp);
        _mayEnd.Release(2);
        var answers = await Task.WhenAll(first, sameQuestion, other).WaitAsync(Enough);
        Assert.Equal([1, 2, 2], answers);
    }

    private int Begin()
    {
        var underWay = Interlocked.Increment(ref _underWay);
        _mostAtOnce = Math.Max(_mostAtOnce, underWay);
        return Interlocked.Increment(ref _looks);
    }

    private async Task<Task<int>> AskAndSeeItBeginAsync(int question)
    {
        Task<int> asked = _look.AskAsync(question);
        Assert.True(await _begun.WaitAsync(Enough));
        return asked;
    }
}
