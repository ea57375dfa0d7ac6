namespace PortReuse.Analyzers.Rules;

/// <summary>Where a rule's help is found.</summary>
internal static class HelpLinks
{
    /// <summary>The manual page that describes the options; the rules' own pages have no address on the web yet.</summary>
    public const string ManualPage = "https://man7.org/linux/man-pages/man7/ip.7.html";
}
