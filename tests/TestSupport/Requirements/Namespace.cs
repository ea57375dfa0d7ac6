namespace PortReuse.TestSupport.Requirements;

/// <summary>A fact proved in a private network namespace; skipped by name, with the reason, where none is permitted.</summary>
internal sealed class NamespaceFactAttribute : FactAttribute
{
    public NamespaceFactAttribute() => Skip = NetworkNamespace.ReasonItIsMissing;
}

/// <inheritdoc cref="NamespaceFactAttribute"/>
internal sealed class NamespaceTheoryAttribute : TheoryAttribute
{
    public NamespaceTheoryAttribute() => Skip = NetworkNamespace.ReasonItIsMissing;
}
