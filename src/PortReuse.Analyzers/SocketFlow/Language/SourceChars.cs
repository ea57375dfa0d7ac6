using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Searches the text of a file for words, without a copy of it where that can be.</summary>
internal static class SourceChars
{
    /// <summary>
    /// A shorter text is one string, be it read from a file or typed; of a longer one each string made is another large copy.
    /// </summary>
    private const int LargeLength = 40 * 1024;

    /// <summary>More words than this are searched for in one go.</summary>
    private const int ManyWords = 8;

    /// <summary>Enough of a character to rule out most.</summary>
    private const int LowBits = 0x7F;

    /// <summary>The characters of a text.</summary>
    public static Rented Of(SourceText text)
    {
        if (text.Length < LargeLength)
        {
            // The text of a file that was read is a string already, and one in pieces becomes a small string.
#pragma warning disable RS0030 // Below that length the copy costs less than a buffer.
            return new(text.ToString().AsSpan(), null);
#pragma warning restore RS0030
        }

        var buffer = SpareBuffer.Rent(text.Length);
        text.CopyTo(0, buffer, 0, text.Length);
        return new(buffer.AsSpan(0, text.Length), buffer);
    }

    public static bool HasAny(this ReadOnlySpan<char> text, IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            if (text.IndexOf(word.AsSpan()) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The positions of the words as whole identifiers, in order.</summary>
    public static int[] Find(this ReadOnlySpan<char> text, string[] words)
    {
        List<int>? positions = null;
        if (words.Length > ManyWords)
        {
            FindInOneGo(text, words, ref positions);
        }
        else
        {
            foreach (var word in words)
            {
                // A name that is not typed yet is nowhere.
                for (var at = word.Length == 0 ? -1 : text.Next(word, 0); at >= 0; at = text.Next(word, at + word.Length))
                {
                    if (text.IsWordAt(word, at))
                    {
                        (positions ??= []).Add(at);
                    }
                }
            }

            positions?.Sort();
        }

        return positions?.ToArray() ?? [];
    }

    /// <summary>A look at every identifier costs as much as a few searches, however many words there are.</summary>
    private static void FindInOneGo(ReadOnlySpan<char> text, string[] words, ref List<int>? positions)
    {
        var byFirst = words.Where(word => word.Length > 0).ToLookup(word => word[0]);
        var mayBeFirst = new bool[LowBits + 1];
        foreach (var first in byFirst)
        {
            mayBeFirst[first.Key & LowBits] = true;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (mayBeFirst[text[at] & LowBits] && !text.IsPartOfName(at - 1))
            {
                foreach (var word in byFirst[text[at]])
                {
                    if (text.IsWordAt(word, at))
                    {
                        (positions ??= []).Add(at);
                    }
                }
            }
        }
    }

    /// <summary>Whether the word stands here, by itself.</summary>
    public static bool IsWordAt(this ReadOnlySpan<char> text, string word, int at) =>
        at >= 0
        && at + word.Length <= text.Length
        && text.Slice(at, word.Length).SequenceEqual(word.AsSpan())
        && !text.IsPartOfName(at - 1)
        && !text.IsPartOfName(at + word.Length);

    /// <summary>The positions of the word, also within a name, in order.</summary>
    public static int[] FindAll(this ReadOnlySpan<char> text, string word)
    {
        List<int>? positions = null;
        for (var at = text.Next(word, 0); at >= 0; at = text.Next(word, at + word.Length))
        {
            (positions ??= []).Add(at);
        }

        return positions?.ToArray() ?? [];
    }

    public static bool IsPartOfName(this ReadOnlySpan<char> text, int at) =>
        at >= 0 && at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_');

    /// <summary>Negative where there is no further one.</summary>
    public static int Next(this ReadOnlySpan<char> text, string word, int from)
    {
        var distance = text.Slice(from).IndexOf(word.AsSpan());
        return distance < 0 ? distance : from + distance;
    }

    /// <summary>The characters of a text, until it is disposed of.</summary>
    public readonly ref struct Rented(ReadOnlySpan<char> span, char[]? buffer)
    {
        private readonly char[]? _buffer = buffer;

        public ReadOnlySpan<char> Span { get; } = span;

        public void Dispose()
        {
            if (_buffer is not null)
            {
                SpareBuffer.Return(_buffer);
            }
        }
    }
}
