namespace PortReuse.Analyzers.Rules;

/// <summary>Where a rule's help is found; the rules' own pages have no address on the web yet.</summary>
internal static class HelpLinks
{
    /// <summary>The manual page that describes the options of a bind.</summary>
    public const string ManualPage = "https://man7.org/linux/man-pages/man7/ip.7.html";

    /// <summary>The manual page that describes who may share an address.</summary>
    public const string SocketManualPage = "https://man7.org/linux/man-pages/man7/socket.7.html";

    /// <summary>.NET's page on connecting.</summary>
    public const string Connect = "https://learn.microsoft.com/dotnet/api/system.net.sockets.socket.connect";
}
