using System.Runtime.CompilerServices;

namespace PortReuse.Connecting;

/// <summary>For whom an answer of the system holds.</summary>
internal enum AnswerScope
{
    /// <summary>None: the system could not be asked, and the next caller asks it again.</summary>
    None,

    /// <summary>
    /// For the thread that asked: a sandbox refuses what it refuses to one thread, and to those that the thread starts (<c>seccomp(2)</c>).
    /// </summary>
    Thread,

    /// <summary>For the process: the system has the feature.</summary>
    Process,
}

/// <summary>An answer of the system, and its scope.</summary>
internal readonly record struct Answer<T>(T Value, AnswerScope Scope);

/// <summary>A question to the system whose answer is kept for those for whom it holds.</summary>
/// <remarks>
/// Not a <see cref="Lazy{T}"/>: a process whose first question comes when no descriptor is left, or from a thread in a sandbox, would be
/// taken for one on a system without the feature until it ends.
/// </remarks>
/// <param name="ask">Asks. It runs on one thread at a time.</param>
internal sealed class AskedOnce<T>(Func<Answer<T>> ask)
{
    private readonly object _gate = new();
    private readonly ConditionalWeakTable<Thread, Kept> _ofThreads = [];
    private Kept? _ofProcess;

    public T Value
    {
        get
        {
            if (Volatile.Read(ref _ofProcess) is { } known || _ofThreads.TryGetValue(Thread.CurrentThread, out known))
            {
                return known.Value;
            }

            lock (_gate)
            {
                if (_ofProcess is { } meanwhile)
                {
                    return meanwhile.Value;
                }

                var answer = ask();
                if (answer.Scope == AnswerScope.Process)
                {
                    Volatile.Write(ref _ofProcess, new Kept(answer.Value));
                }
                else if (answer.Scope == AnswerScope.Thread)
                {
                    _ofThreads.Add(Thread.CurrentThread, new Kept(answer.Value));
                }

                return answer.Value;
            }
        }
    }

    private sealed record Kept(T Value);
}
