using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Sources;

/// <summary>Words that have a part in common: where that is not, none of them is, and one search tells.</summary>
internal sealed class WordGroup
{
    private readonly string _part;
    private readonly (string Word, int PartAt)[] _words;

    public WordGroup(string part, params string[] words)
    {
        _part = part;
        _words = [.. words.Select(word => (word, word.IndexOf(part, StringComparison.Ordinal)))];
    }

    /// <summary>Adds where the words stand by themselves, and not within another identifier.</summary>
    public void AddPositionsIn(ReadOnlySpan<char> text, ref List<int>? positions)
    {
        for (var at = text.Next(_part, 0); at >= 0; at = text.Next(_part, at + _part.Length))
        {
            foreach (var (word, partAt) in _words)
            {
                if (text.IsWordAt(word, at - partAt))
                {
                    (positions ??= []).Add(at - partAt);
                }
            }
        }
    }
}
