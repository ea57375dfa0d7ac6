namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>
/// For what is worked out once and kept: it goes on when the one who asked first has lost interest, since others get the same answer.
/// </summary>
internal static class KeptForAll
{
#pragma warning disable RS0030 // What is banned elsewhere is defined here, so that each use says by this name why it takes no token.
    public static CancellationToken NeverCancelled => CancellationToken.None;
#pragma warning restore RS0030
}
