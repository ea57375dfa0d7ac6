namespace PortReuse.Analyzers.Tests;

/// <summary>Tests that measure what the process spends: no other test runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
