using CsCheck;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>
/// What is chosen by chance, the same for the same seed. Of the edits that were taken, some can be forbidden: so the few that a
/// failure takes are found.
/// </summary>
internal sealed class Choices(uint seed, IReadOnlySet<int>? only = null)
{
    private readonly PCG _takes = new(seed, 1);
    private int _asked;

    /// <summary>For what an edit looks like; apart from whether it is done.</summary>
    public PCG Random { get; } = new(seed, 2);

    /// <summary>The numbers of the edits that were taken.</summary>
    public List<int> Taken { get; } = [];

    public bool Take(uint percent)
    {
        var number = _asked++;
        if (_takes.Next(100) >= percent || only?.Contains(number) == false)
        {
            return false;
        }

        Taken.Add(number);
        return true;
    }

    public static T Pick<T>(PCG random, IReadOnlyList<T> choices) => choices[(int)random.Next((uint)choices.Count)];

    /// <summary>In an order by chance.</summary>
    public static List<T> Shuffle<T>(PCG random, IEnumerable<T> items)
    {
        var list = items.ToList();
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = (int)random.Next((uint)i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }

        return list;
    }
}
