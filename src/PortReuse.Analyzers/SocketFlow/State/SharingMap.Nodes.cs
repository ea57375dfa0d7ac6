namespace PortReuse.Analyzers.SocketFlow.State;

/// <content>The nodes of the tree, and what joins two of them.</content>
internal sealed partial class SharingMap<TKey, TValue>
{
    /// <summary>Joins the values of a key that one map has, or both. Not called for parts that the two share.</summary>
    internal abstract class Joiner
    {
        public abstract TValue Both(TKey key, TValue mine, TValue theirs);

        public abstract TValue OnlyMine(TKey key, TValue mine);

        public abstract TValue OnlyTheirs(TKey key, TValue theirs);
    }

    /// <summary>All hash codes below it have the bits of <see cref="Prefix"/> beneath <see cref="Bit"/>.</summary>
    private abstract class Node(ulong prefix, ulong bit, int count)
    {
        public int Count { get; } = count;

        public ulong Prefix { get; } = prefix;

        public ulong Bit { get; } = bit;
    }

    private sealed class Branch(ulong prefix, ulong bit, Node zero, Node one) : Node(prefix, bit, zero.Count + one.Count)
    {
        public Node Zero { get; } = zero;

        public Node One { get; } = one;

        public Node Side(uint hash) => (hash & Bit) == 0 ? Zero : One;

        public Branch With(Node newZero, Node newOne) =>
            ReferenceEquals(newZero, Zero) && ReferenceEquals(newOne, One) ? this : new Branch(Prefix, Bit, newZero, newOne);
    }

    /// <summary>A key, and others with its hash code.</summary>
    private sealed class Leaf(ulong hash, TKey key, TValue value, Leaf? next) : Node(hash, 1UL << 32, 1 + (next?.Count ?? 0))
    {
        public TKey Key { get; } = key;

        public TValue Value { get; } = value;

        public Leaf? Next { get; } = next;

        public Leaf? Find(TKey sought)
        {
            for (var leaf = this; leaf is not null; leaf = leaf.Next)
            {
                if (leaf.Key.Equals(sought))
                {
                    return leaf;
                }
            }

            return null;
        }
    }
}
