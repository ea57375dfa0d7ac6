namespace PortReuse.Benchmarks;

/// <summary>Something that is measured, by the name that it is asked for by.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>What is measured, in a line.</summary>
    string Description { get; }

    /// <summary>Why it cannot be measured here, or null where it can.</summary>
    string? WhyNotHere { get; }

    Table Run();

    /// <summary>What the last run shows, as SVG; null where a table says it better.</summary>
    string? Picture => null;
}
