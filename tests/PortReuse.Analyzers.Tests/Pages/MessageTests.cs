using System.Globalization;
using System.Text.RegularExpressions;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>
/// A message is what users read of a rule, in a list of errors as often as not: short, the cause first, then what to do. The page has the
/// rest.
/// </summary>
public partial class MessageTests
{
    private const int MaxLength = 200;
    private const int MaxSentences = 2;

    public static TheoryData<string> Ids => [.. new SocketAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_is_at_most_two_sentences_and_200_characters(string id)
    {
        var format = new SocketAnalyzer().SupportedDiagnostics.Single(rule => rule.Id == id).MessageFormat
            .ToString(CultureInfo.InvariantCulture);
        var message = Placeholder().Replace(format, "socket");
        Assert.InRange(message.Length, 1, MaxLength);
        Assert.InRange(SentenceEnd().Count(message), 1, MaxSentences);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\.( |$)")]
    private static partial Regex SentenceEnd();
}
