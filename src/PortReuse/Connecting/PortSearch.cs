namespace PortReuse.Connecting;

/// <summary>The ports among which the kernel looks at a connect.</summary>
internal enum PortSearch
{
    /// <summary>The system's own choice: it has no range for a single socket.</summary>
    AsTheSystem,

    /// <summary>In the whole range, set on the socket as its own: every port in turn, from where the last search ended.</summary>
    WholeRange,

    /// <summary>
    /// In a few ports at random, several times, and then in the whole: the kernel goes by parity in a socket's own range too.
    /// </summary>
    Windows,
}
