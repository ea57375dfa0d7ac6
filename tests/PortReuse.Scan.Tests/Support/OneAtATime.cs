namespace PortReuse.Scan.Tests.Support;

/// <summary>The tests that look at what is printed: the console is one, and so are they, one at a time.</summary>
[CollectionDefinition(nameof(Console), DisableParallelization = true)]
public sealed class OneAtATime;
