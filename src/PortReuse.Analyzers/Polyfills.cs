// What the language needs of the framework, and .NET Standard 2.0 does not have. Written out, because a generator that writes it does so in
// an order of its own at each build, and no two packs of one commit would be the same.
namespace System.Runtime.CompilerServices
{
    /// <summary>The type that records and init-only properties compile to.</summary>
    internal static class IsExternalInit;
}

namespace System
{
    /// <summary>A position from the start or from the end: <c>^1</c>.</summary>
    internal readonly struct Index(int value, bool fromEnd = false)
    {
        public int GetOffset(int length) => fromEnd ? length - value : value;

        public static implicit operator Index(int value) => new(value);
    }

    /// <summary>From one position to another: <c>1..^1</c>.</summary>
    internal readonly struct Range(Index start, Index end)
    {
        public Index Start { get; } = start;

        public Index End { get; } = end;

        public static Range StartAt(Index start) => new(start, new(0, fromEnd: true));

        public static Range EndAt(Index end) => new(new(0), end);
    }
}
