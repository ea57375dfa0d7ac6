namespace PortReuse.Scan;

/// <summary>The command cannot run as it was asked to.</summary>
internal sealed class UsageException(string message) : Exception(message);
