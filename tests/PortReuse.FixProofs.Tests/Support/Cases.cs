namespace PortReuse.FixProofs.Tests.Support;

/// <summary>Generated programs by the names that the tests show.</summary>
internal sealed class Cases<T>
    where T : notnull
{
    private readonly Dictionary<string, T> _cases;

    public Cases(IEnumerable<T> cases) => _cases = cases.ToDictionary(each => each.ToString()!);

    public TheoryData<string> Names => new(_cases.Keys);

    public T this[string name] => _cases[name];
}
