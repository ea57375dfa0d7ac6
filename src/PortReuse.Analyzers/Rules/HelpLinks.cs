namespace PortReuse.Analyzers.Rules;

/// <summary>The address of a rule's help: its page or, if the build knows no address for that, the source of its facts.</summary>
internal static class HelpLinks
{
    /// <summary>The manual page that describes the options of a bind.</summary>
    public const string ManualPage = "https://man7.org/linux/man-pages/man7/ip.7.html";

    /// <summary>The manual page that describes who may share an address.</summary>
    public const string SocketManualPage = "https://man7.org/linux/man-pages/man7/socket.7.html";

    /// <summary>.NET's page on connecting.</summary>
    public const string Connect = "https://learn.microsoft.com/dotnet/api/system.net.sockets.socket.connect";

    /// <param name="id">The rule.</param>
    /// <param name="source">One of the addresses above.</param>
    /// <param name="repository">The repository's address; empty where there is none.</param>
    public static string Of(string id, string source, string repository = RepositoryAddress.Value) =>
        repository.Length == 0 ? source : $"{repository}/blob/main/src/PortReuse.Analyzers/docs/{id}.md";
}
