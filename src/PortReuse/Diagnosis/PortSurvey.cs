using System.Diagnostics;
using System.Net;

namespace PortReuse.Diagnosis;

/// <summary>
/// Looks at the TCP sockets of the machine for those who found no port: one look at a time, for all who wait by then, and good for a
/// second, or for longer where it took long. However many connects fail, and for however many destinations, not more of the time is spent
/// on why.
/// </summary>
internal static class PortSurvey
{
    // A second; and where a look at very many sockets takes more than a tenth of that, ten times as long as it takes.
    private const int TimesGoodFor = 10;
    private static readonly long LeastGoodFor = Stopwatch.Frequency;

    // What is asked in a second by a program that connects to very many destinations. Beyond it answers are forgotten early.
    private const int MostAnswers = 4096;

    private static readonly object OneLook = new();
    private static readonly Dictionary<PortQuestion, Answer> Answers = [];

    /// <summary>How full the range is for a source.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="source">The source that it is asked of.</param>
    public static PortPressure Ask(in PortQuestion question, IPAddress source) => Ask([question], [source])[0];

    /// <inheritdoc cref="Ask(in PortQuestion, IPAddress)"/>
    /// <param name="questions">What is asked, of the calling thread's network and with one range of the socket's own.</param>
    /// <param name="sources">The source of each.</param>
    public static PortPressure[] Ask(ReadOnlySpan<PortQuestion> questions, ReadOnlySpan<IPAddress> sources)
    {
        var asked = Stopwatch.GetTimestamp();
        var found = new PortPressure[questions.Length];
        if (TryFind(questions, sources, asked, isLookedFor: false, found))
        {
            return found;
        }

        lock (OneLook)
        {
            // Who looked meanwhile looked for this one too, unless he had begun before.
            if (!TryFind(questions, sources, asked, isLookedFor: true, found))
            {
                Look(questions, sources, found);
            }
        }

        return found;
    }

    /// <summary>
    /// Answers from what is good still, or from what was looked for since it was asked. What is not found is waited for from now on.
    /// </summary>
    private static bool TryFind(
        ReadOnlySpan<PortQuestion> questions, ReadOnlySpan<IPAddress> sources, long asked, bool isLookedFor, PortPressure[] found)
    {
        var isComplete = true;
        lock (Answers)
        {
            for (var i = 0; i < questions.Length; i++)
            {
                if (!Answers.TryGetValue(questions[i], out var answer))
                {
                    if (Answers.Count >= MostAnswers)
                    {
                        Answers.Clear();
                    }

                    Answers.Add(questions[i], answer = new Answer(sources[i]));
                }

                answer.Asked = asked;
                isComplete &= answer.Pressure is not null && (isLookedFor ? answer.Seen : answer.GoodUntil) >= asked;
                found[i] = answer.Pressure!;
            }
        }

        return isComplete;
    }

    /// <summary>
    /// Looks for these questions, and for all that have been asked since the last look: they wait, or will be asked again.
    /// </summary>
    private static void Look(ReadOnlySpan<PortQuestion> asked, ReadOnlySpan<IPAddress> sourcesOfAsked, PortPressure[] found)
    {
        var first = asked[0];
        var questions = new List<PortQuestion>();
        var sources = new List<IPAddress>();
        var begun = Stopwatch.GetTimestamp();
        lock (Answers)
        {
            foreach ((var question, var answer) in Answers)
            {
                var isWanted = answer.Asked > answer.Seen;
                if (!isWanted && answer.GoodUntil < begun)
                {
                    Answers.Remove(question);
                }
                else if (isWanted && (question.Network, question.Low, question.High) == (first.Network, first.Low, first.High))
                {
                    questions.Add(question);
                    sources.Add(answer.Source);
                }
            }
        }

        // Those that wait now may have been forgotten, or been answered from a look that is too old for them.
        for (var i = 0; i < asked.Length; i++)
        {
            if (questions.Contains(asked[i]))
            {
                continue;
            }

            questions.Add(asked[i]);
            sources.Add(sourcesOfAsked[i]);
        }

        var seen = PortCensus.Take(questions, [.. sources.Distinct()]);
        var goodUntil = begun + Math.Max(LeastGoodFor, TimesGoodFor * (Stopwatch.GetTimestamp() - begun));
        lock (Answers)
        {
            for (var i = 0; i < seen.Length; i++)
            {
                if (Answers.TryGetValue(questions[i], out var answer))
                {
                    (answer.Pressure, answer.Seen, answer.GoodUntil) = (seen[i], begun, goodUntil);
                }
            }
        }

        for (var i = 0; i < asked.Length; i++)
        {
            found[i] = seen[questions.IndexOf(asked[i])];
        }
    }

    private sealed class Answer(IPAddress source)
    {
        public IPAddress Source => source;

        /// <summary>When it was asked for last, and when the look began that it comes from.</summary>
        public long Asked { get; set; }

        public long Seen { get; set; } = long.MinValue;

        public long GoodUntil { get; set; } = long.MinValue;

        public PortPressure? Pressure { get; set; }
    }
}
