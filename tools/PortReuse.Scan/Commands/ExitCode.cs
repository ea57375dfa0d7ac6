namespace PortReuse.Scan.Commands;

/// <summary>What a pipeline is told.</summary>
internal static class ExitCode
{
    /// <summary>No finding that counts.</summary>
    public const int None = 0;

    /// <summary>At least one new finding that is severe enough.</summary>
    public const int Findings = 1;

    /// <summary>The command line makes no sense.</summary>
    public const int Usage = 2;

    /// <summary>Something could not be loaded or analyzed, whatever was found in the rest.</summary>
    public const int Incomplete = 3;
}
