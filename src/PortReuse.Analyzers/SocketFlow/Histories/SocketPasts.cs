using System.Collections;
using System.Collections.Concurrent;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Histories;

/// <summary>The pasts of a socket at one point of the code: one for each kind of path there. Immutable.</summary>
internal sealed class SocketPasts : IEnumerable<SocketPast>
{
    /// <summary>No path to here has the socket.</summary>
    public static readonly SocketPasts None = new([]);

    /// <summary>
    /// The most pasts of a socket. The rest becomes one more, <see cref="SocketPast.Unknown"/>: the cost is bounded, and no rule speaks of
    /// what was left out.
    /// </summary>
    private const int Max = 16;

    private static readonly ConcurrentDictionary<Systems, SocketPasts> Untouched = new();

    private readonly SocketPast[] _pasts;

    private SocketPasts(SocketPast[] pasts) => _pasts = pasts;

    /// <summary>The one past of a socket to which nothing has happened.</summary>
    public static SocketPasts UntouchedOn(Systems systems) =>
        Untouched.GetOrAdd(systems, on => new([SocketPast.Nothing with { Systems = on }]));

    public bool IsEmpty => _pasts.Length == 0;

    public IEnumerator<SocketPast> GetEnumerator() => ((IEnumerable<SocketPast>)_pasts).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Both; this very object where the other one adds nothing.</summary>
    public SocketPasts Join(SocketPasts other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        var joined = new Union(_pasts);
        foreach (var past in other._pasts)
        {
            joined.Add(past);
        }

        return joined.HasGrown ? new([.. joined.Pasts]) : this;
    }

    /// <summary>Each past as it goes on; one that does not, null, is gone. This very object where none changes.</summary>
    public SocketPasts Select(Func<SocketPast, SocketPast?> goOn)
    {
        var isSame = true;
        var next = new Union([]);
        foreach (var past in _pasts)
        {
            var after = goOn(past);
            isSame &= ReferenceEquals(after, past);
            if (after is not null)
            {
                next.Add(after);
            }
        }

        return isSame ? this : new([.. next.Pasts]);
    }

    public SocketPasts Where(Func<SocketPast, bool> isKept) => Select(past => isKept(past) ? past : null);

    /// <summary>The same without the paths that run on other systems than these.</summary>
    public SocketPasts On(Systems systems) => Select(past =>
        (past.Systems & systems) is var both && both == past.Systems ? past
        : both == Systems.None ? null
        : past with { Systems = both });

    /// <summary>Pasts that differ in their systems alone are one.</summary>
    private struct Union(IReadOnlyList<SocketPast> first)
    {
        private List<SocketPast>? _grown;

        public readonly IReadOnlyList<SocketPast> Pasts => _grown ?? first;

        public readonly bool HasGrown => _grown is not null;

        public void Add(SocketPast past)
        {
            var pasts = Pasts;
            for (var i = 0; i < pasts.Count; i++)
            {
                if (pasts[i].IsSameElsewhere(past))
                {
                    if ((past.Systems & ~pasts[i].Systems) != Systems.None)
                    {
                        (_grown ??= [.. first])[i] = past with { Systems = past.Systems | pasts[i].Systems };
                    }

                    return;
                }
            }

            if (pasts.Count >= Max && !past.IsUnknown)
            {
                Add(SocketPast.Unknown with { Systems = past.Systems });
            }
            else
            {
                (_grown ??= [.. first]).Add(past);
            }
        }
    }
}
