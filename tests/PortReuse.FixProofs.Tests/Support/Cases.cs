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

/// <summary>Proofs in a private network namespace; skipped by name, with the reason, where none is permitted.</summary>
internal sealed class NamespaceTheoryAttribute : TheoryAttribute
{
    public NamespaceTheoryAttribute() => Skip = PortReuse.Tests.Support.NetworkNamespace.ReasonItIsMissing;
}

/// <inheritdoc cref="NamespaceTheoryAttribute"/>
internal sealed class NamespaceFactAttribute : FactAttribute
{
    public NamespaceFactAttribute() => Skip = PortReuse.Tests.Support.NetworkNamespace.ReasonItIsMissing;
}

/// <summary>As <see cref="NamespaceTheoryAttribute"/>, with a host name of two addresses besides.</summary>
internal sealed class HostNameTheoryAttribute : TheoryAttribute
{
    public HostNameTheoryAttribute() =>
        Skip = PortReuse.Tests.Support.NetworkNamespace.ReasonItIsMissing ?? PortReuse.Tests.Support.HostName.ReasonItIsMissing;
}
