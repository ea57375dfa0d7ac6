using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>The system that a <c>bool</c> member guards, by its name alone: its body may not be in sight.</summary>
internal static class GuardNames
{
    private static readonly (string Word, Systems Systems)[] Words =
    [
        ("UnicastPort", Systems.Windows),
        ("BindAddressNoPort", Systems.Linux),
        ("NoPort", Systems.Linux),
        ("LocalPortRange", Systems.Linux),
        ("Linux", Systems.Linux),
        ("Windows", Systems.Windows),
        ("MacOS", Systems.MacOS),
        ("OSX", Systems.MacOS),
        ("FreeBSD", Systems.FreeBsd),
        ("Unix", Systems.Unix),
    ];

    private static readonly string[] Questions = ["Is", "Has", "Can", "Supports", "RunsOn", "On"];

    /// <summary>As in <c>UnicastPortSupported</c>: what comes before it is asked about, whatever the name begins with.</summary>
    private static readonly string[] Answers = ["Supported", "Support", "Available"];

    /// <summary>Null where the name tells nothing of a system, or denies it.</summary>
    public static SystemTestFact? Of(string name)
    {
        if (name.IndexOf("Not", StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        if (Answers.FirstOrDefault(answer => name.EndsWith(answer, StringComparison.Ordinal)) is { } suffix)
        {
            name = name.Substring(0, name.Length - suffix.Length);
        }
        else if (!StartsWithQuestion(name))
        {
            return null;
        }

        foreach (var (word, systems) in Words)
        {
            if (name.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return SystemTests.Pure(systems);
            }
        }

        return null;
    }

    private static bool StartsWithQuestion(string name) =>
        Questions.Any(question => name.TrimStart('_').StartsWith(question, StringComparison.OrdinalIgnoreCase));
}
