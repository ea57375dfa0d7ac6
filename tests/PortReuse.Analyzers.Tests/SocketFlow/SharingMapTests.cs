using CsCheck;
using PortReuse.Analyzers.SocketFlow.State;

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>Against a dictionary that does the same. Half of the keys have the hash code of another.</summary>
public class SharingMapTests
{
    private static readonly Key[] Keys = [.. Enumerable.Range(0, 40).Select(number => new Key(number, number / 2))];

    private static readonly Gen<(int Key, int Value)[]> Entries = Gen.Select(Gen.Int[0, Keys.Length - 1], Gen.Int[0, 3]).Array[0, 40];

    [Fact]
    public void Holds_what_was_set_and_not_removed() =>
        Gen.Select(Entries, Gen.Int[0, Keys.Length - 1].Array[0, 20]).Sample((set, removed) =>
        {
            var (map, model) = (Map(set), Model(set));
            foreach (var key in removed)
            {
                map = map.Remove(Keys[key]);
                model.Remove(key);
            }

            AssertSame(model, map);
        });

    [Fact]
    public void Removes_all_that_is_unwanted() => Entries.Sample(set =>
    {
        var map = Map(set);
        AssertSame(Model(set).Where(entry => entry.Value != 0).ToDictionary(), map.RemoveAll((_, value) => value == 0));
        Assert.Same(map, map.RemoveAll((_, value) => value > 3));
    });

    [Fact]
    public void A_map_in_which_nothing_changes_is_itself() => Entries.Sample(set =>
    {
        var map = Map(set);
        var unchanged = map;
        foreach (var (key, value) in Model(set))
        {
            unchanged = unchanged.SetItem(Keys[key], value);
        }

        Assert.Same(map, unchanged);
        Assert.Same(map, map.Remove(new Key(-1, 7)));
    });

    /// <summary>Two that go back to one, as two paths do, and two that do not.</summary>
    [Fact]
    public void Joins_each_key() => Gen.Select(Entries, Entries, Entries).Sample((common, mine, theirs) =>
    {
        var map = Set(Map(common), mine);
        var other = Set(Map(common), theirs);
        var related = Set(map, theirs);
        AssertJoined(map, other);
        AssertJoined(map, related);
        AssertJoined(related, map);
        Assert.Same(map, map.Join(map, new Larger()));
        Assert.Same(map, map.Join(SharingMap<Key, int>.Empty, new First()));
        Assert.Same(related, related.Join(map, new First()));
    });

    private static void AssertJoined(SharingMap<Key, int> mine, SharingMap<Key, int> theirs)
    {
        var (left, right) = (mine.ToDictionary(entry => entry.Key.Number, entry => entry.Value), theirs
            .ToDictionary(entry => entry.Key.Number, entry => entry.Value));
        var expected = left.Keys.Union(right.Keys)
            .ToDictionary(key => key, key => Math.Max(left.GetValueOrDefault(key), right.GetValueOrDefault(key)));
        AssertSame(expected, mine.Join(theirs, new Larger()));
    }

    private static SharingMap<Key, int> Map((int, int)[] set) => Set(SharingMap<Key, int>.Empty, set);

    private static SharingMap<Key, int> Set(SharingMap<Key, int> map, (int Key, int Value)[] set) =>
        set.Aggregate(map, (current, entry) => current.SetItem(Keys[entry.Key], entry.Value));

    private static Dictionary<int, int> Model((int Key, int Value)[] set)
    {
        var model = new Dictionary<int, int>();
        foreach (var (key, value) in set)
        {
            model[key] = value;
        }

        return model;
    }

    private static void AssertSame(Dictionary<int, int> expected, SharingMap<Key, int> map)
    {
        Assert.Equal(expected.OrderBy(entry => entry.Key), map.ToDictionary(entry => entry.Key.Number, entry => entry.Value)
            .OrderBy(entry => entry.Key));
        foreach (var key in Keys)
        {
            Assert.Equal(expected.ContainsKey(key.Number), map.TryGetValue(key, out var value));
            Assert.Equal(expected.GetValueOrDefault(key.Number), value);
        }
    }

    /// <summary>As every joiner must be, of no effect on two that are equal.</summary>
    private sealed class Larger : SharingMap<Key, int>.Joiner
    {
        public override int Both(Key key, int mine, int theirs) => Math.Max(mine, theirs);

        public override int OnlyMine(Key key, int mine) => mine;

        public override int OnlyTheirs(Key key, int theirs) => theirs;
    }

    private sealed class First : SharingMap<Key, int>.Joiner
    {
        public override int Both(Key key, int mine, int theirs) => mine;

        public override int OnlyMine(Key key, int mine) => mine;

        public override int OnlyTheirs(Key key, int theirs) => theirs;
    }

    private sealed record Key(int Number, int Hash)
    {
        public override int GetHashCode() => Hash;
    }
}
