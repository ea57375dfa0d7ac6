namespace PortReuse.FixProofs.Tests.Support;

/// <summary>Generated programs by the names that the tests show.</summary>
internal sealed class Cases<T>
    where T : notnull
{
    /// <summary>Without a common factor with the number of cases of a choice, so that what is left out differs in all of them.</summary>
    private const int EveryInShort = 5;

    private readonly Dictionary<string, T> _cases;

    public Cases(IEnumerable<T> cases) => _cases = cases.ToDictionary(each => each.ToString()!);

    public TheoryData<string> Names => new(LongForm.Of(_cases.Keys, EveryInShort));

    public T this[string name] => _cases[name];
}
