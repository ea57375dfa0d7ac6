using System.Collections;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>
/// An immutable map whose versions share what they have in common, and are joined by a look at the rest alone: two paths
/// through a method differ in a few places of hundreds, and they meet everywhere.
/// </summary>
/// <remarks>A Patricia tree over the hash codes, from the lowest bit on, which has one form only for one set of keys.</remarks>
internal sealed partial class SharingMap<TKey, TValue> : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : class
{
    public static readonly SharingMap<TKey, TValue> Empty = new(null);

    private const int UsualDepth = 16;

    private readonly Node? _root;

    private SharingMap(Node? root) => _root = root;

    public int Count => _root?.Count ?? 0;

    public bool TryGetValue(TKey key, out TValue value)
    {
        var hash = HashOf(key);
        var node = _root;
        while (node is Branch branch)
        {
            node = branch.Side(hash);
        }

        for (var leaf = node as Leaf; leaf is not null && leaf.Prefix == hash; leaf = leaf.Next)
        {
            if (leaf.Key.Equals(key))
            {
                value = leaf.Value;
                return true;
            }
        }

        value = default!;
        return false;
    }

    public SharingMap<TKey, TValue> SetItem(TKey key, TValue value) =>
        With(Set(_root, new Leaf(HashOf(key), key, value, null)));

    public SharingMap<TKey, TValue> Remove(TKey key) => With(Remove(_root, HashOf(key), key));

    /// <summary>The map without the keys that are not wanted; this very map where there are none.</summary>
    public SharingMap<TKey, TValue> RemoveAll(Func<TKey, TValue, bool> isUnwanted) => With(Keep(_root, isUnwanted));

    /// <summary>The same keys with other values; this very map where none is another.</summary>
    public SharingMap<TKey, TValue> Select(Func<TKey, TValue, TValue> change) => With(_root is null ? null : Map(_root, change));

    /// <summary>Both maps in one; this very map where the other one adds nothing.</summary>
    public SharingMap<TKey, TValue> Join(SharingMap<TKey, TValue> other, Joiner joiner) => With(Join(_root, other._root, joiner));

    /// <summary>Whether some entry is so; without an enumerator, for this is asked more often than anything else.</summary>
    public bool Any(Func<TKey, TValue, bool> isSo) => _root is not null && Any(_root, isSo);

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        var pending = new Stack<Node>(UsualDepth);
        if (_root is not null)
        {
            pending.Push(_root);
        }

        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (node is Branch branch)
            {
                pending.Push(branch.One);
                pending.Push(branch.Zero);
                continue;
            }

            for (var leaf = (Leaf?)node; leaf is not null; leaf = leaf.Next)
            {
                yield return new(leaf.Key, leaf.Value);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private SharingMap<TKey, TValue> With(Node? root) => ReferenceEquals(root, _root) ? this : root is null ? Empty : new(root);

    /// <summary>The codes of numbered things differ in few bits; these differ in the lowest.</summary>
    private static uint HashOf(TKey key)
    {
        var hash = unchecked((uint)key.GetHashCode() * 0x9E3779B1u);
        return hash ^ (hash >> 16);
    }

    private static Node Set(Node? node, Leaf leaf)
    {
        if (node is null)
        {
            return leaf;
        }

        if (((node.Prefix ^ leaf.Prefix) & (node.Bit - 1)) != 0)
        {
            return Link(node, leaf);
        }

        if (node is Branch branch)
        {
            return (leaf.Prefix & branch.Bit) == 0
                ? branch.With(Set(branch.Zero, leaf), branch.One)
                : branch.With(branch.Zero, Set(branch.One, leaf));
        }

        var known = (Leaf)node;
        if (known.Find(leaf.Key) is not { } same)
        {
            return new Leaf(leaf.Prefix, leaf.Key, leaf.Value, known);
        }

        return IsSame(same.Value, leaf.Value) ? known : Map(known, (key, value) => key.Equals(leaf.Key) ? leaf.Value : value);
    }

    private static Node? Join(Node? mine, Node? theirs, Joiner joiner)
    {
        if (ReferenceEquals(mine, theirs) || (mine is null && theirs is null))
        {
            return mine;
        }

        if (theirs is null)
        {
            return Map(mine!, joiner.OnlyMine);
        }

        if (mine is null)
        {
            return Map(theirs, joiner.OnlyTheirs);
        }

        var shorter = mine.Bit <= theirs.Bit ? mine : theirs;
        if (((mine.Prefix ^ theirs.Prefix) & (shorter.Bit - 1)) != 0)
        {
            return Link(Map(mine, joiner.OnlyMine), Map(theirs, joiner.OnlyTheirs));
        }

        if (mine.Bit == theirs.Bit)
        {
            return mine is Branch left && theirs is Branch right
                ? left.With(Join(left.Zero, right.Zero, joiner)!, Join(left.One, right.One, joiner)!)
                : JoinLeaves((Leaf)mine, (Leaf)theirs, joiner);
        }

        if (shorter is Branch outer && ReferenceEquals(outer, mine))
        {
            return (theirs.Prefix & outer.Bit) == 0
                ? outer.With(Join(outer.Zero, theirs, joiner)!, Join(outer.One, null, joiner)!)
                : outer.With(Join(outer.Zero, null, joiner)!, Join(outer.One, theirs, joiner)!);
        }

        outer = (Branch)shorter;
        return (mine.Prefix & outer.Bit) == 0
            ? outer.With(Join(mine, outer.Zero, joiner)!, Join(null, outer.One, joiner)!)
            : outer.With(Join(null, outer.Zero, joiner)!, Join(mine, outer.One, joiner)!);
    }

    private static Leaf JoinLeaves(Leaf mine, Leaf theirs, Joiner joiner)
    {
        Leaf? joined = null;
        var isMine = true;
        for (var leaf = (Leaf?)mine; leaf is not null; leaf = leaf.Next)
        {
            var value = theirs.Find(leaf.Key) is { } other
                ? joiner.Both(leaf.Key, leaf.Value, other.Value)
                : joiner.OnlyMine(leaf.Key, leaf.Value);
            isMine &= IsSame(value, leaf.Value);
            joined = new Leaf(leaf.Prefix, leaf.Key, value, joined);
        }

        for (var leaf = (Leaf?)theirs; leaf is not null; leaf = leaf.Next)
        {
            if (mine.Find(leaf.Key) is null)
            {
                isMine = false;
                joined = new Leaf(leaf.Prefix, leaf.Key, joiner.OnlyTheirs(leaf.Key, leaf.Value), joined);
            }
        }

        return isMine ? mine : joined!;
    }

    private static bool Any(Node node, Func<TKey, TValue, bool> isSo)
    {
        while (node is Branch branch)
        {
            if (Any(branch.Zero, isSo))
            {
                return true;
            }

            node = branch.One;
        }

        for (var leaf = (Leaf?)node; leaf is not null; leaf = leaf.Next)
        {
            if (isSo(leaf.Key, leaf.Value))
            {
                return true;
            }
        }

        return false;
    }

    private static Node Map(Node node, Func<TKey, TValue, TValue> change)
    {
        if (node is Branch branch)
        {
            return branch.With(Map(branch.Zero, change), Map(branch.One, change));
        }

        var leaf = (Leaf)node;
        var value = change(leaf.Key, leaf.Value);
        var next = leaf.Next is null ? null : (Leaf)Map(leaf.Next, change);
        return IsSame(value, leaf.Value) && ReferenceEquals(next, leaf.Next) ? leaf : new Leaf(leaf.Prefix, leaf.Key, value, next);
    }

    private static Node? Remove(Node? node, uint hash, TKey key)
    {
        if (node is not Branch branch)
        {
            return Keep(node, (other, _) => other.Equals(key));
        }

        if ((hash & branch.Bit) == 0)
        {
            return Remove(branch.Zero, hash, key) is { } zero ? branch.With(zero, branch.One) : branch.One;
        }

        return Remove(branch.One, hash, key) is { } one ? branch.With(branch.Zero, one) : branch.Zero;
    }

    private static Node? Keep(Node? node, Func<TKey, TValue, bool> isUnwanted)
    {
        switch (node)
        {
            case Branch branch:
                var (zero, one) = (Keep(branch.Zero, isUnwanted), Keep(branch.One, isUnwanted));
                return zero is null ? one : one is null ? zero : branch.With(zero, one);
            case Leaf leaf:
                var next = (Leaf?)Keep(leaf.Next, isUnwanted);
                return isUnwanted(leaf.Key, leaf.Value) ? next
                    : ReferenceEquals(next, leaf.Next) ? leaf
                    : new Leaf(leaf.Prefix, leaf.Key, leaf.Value, next);
            default:
                return null;
        }
    }

    /// <summary>Two trees without a common prefix.</summary>
    private static Branch Link(Node mine, Node theirs)
    {
        var difference = mine.Prefix ^ theirs.Prefix;
        var bit = difference & (~difference + 1);
        var prefix = mine.Prefix & (bit - 1);
        return (mine.Prefix & bit) == 0 ? new Branch(prefix, bit, mine, theirs) : new Branch(prefix, bit, theirs, mine);
    }

    private static bool IsSame(TValue value, TValue other) => EqualityComparer<TValue>.Default.Equals(value, other);
}
