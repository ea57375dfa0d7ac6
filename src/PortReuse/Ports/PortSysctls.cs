using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace PortReuse.Ports;

/// <summary>Reads the settings of Linux from <c>/proc/sys/net/ipv4</c>.</summary>
internal static class PortSysctls
{
    private const string Folder = "/proc/sys/net/ipv4";

    // A list of every second port has some 190,000 characters.
    private const int LongestText = 256 * 1024;
    private const int UsualText = 1024;

    public static EphemeralPortSettings Read(string folder = Folder) => new()
    {
        Range = ReadRange(folder),
        ReservedPorts = ParseList(ReadText(folder, "ip_local_reserved_ports")),
        AutobindReuse = ReadNumber(folder, "ip_autobind_reuse") is { } autobind ? autobind != 0 : null,
        TimeWaitReuse = ReadNumber(folder, "tcp_tw_reuse"),
        TimeWaitReuseDelay = ReadNumber(folder, "tcp_tw_reuse_delay") is { } delay ? TimeSpan.FromMilliseconds(delay) : null,
        LocalPortStepWidth = ReadNumber(folder, "ip_local_port_step_width"),
        TcpTimestamps = ReadNumber(folder, "tcp_timestamps"),
        NonLocalBind = ReadNumber(folder, "ip_nonlocal_bind") is { } nonLocal ? nonLocal != 0 : null,
    };

    /// <summary>The range alone.</summary>
    public static PortRange? ReadRange(string folder = Folder) => ParseRange(ReadText(folder, "ip_local_port_range"));

    /// <summary>Two numbers: <c>32768	60999</c>.</summary>
    internal static PortRange? ParseRange(string? text) =>
        text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var low, var high] &&
        TryParsePort(low, out var first) && TryParsePort(high, out var last) && first <= last
            ? new PortRange(first, last)
            : null;

    /// <summary>Ports and ranges: <c>8080,9148-9150</c>. The kernel writes them in order.</summary>
    internal static IReadOnlyList<PortRange> ParseList(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return [];
        }

        var ranges = new List<PortRange>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            if (TryParsePort(dash < 0 ? part : part[..dash], out var low) && TryParsePort(part[(dash + 1)..], out var high) && low <= high)
            {
                ranges.Add(new PortRange(low, high));
            }
        }

        return ranges;
    }

    private static bool TryParsePort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= ushort.MaxValue;

    private static int? ReadNumber(string folder, string name) =>
        int.TryParse(ReadText(folder, name), NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string? ReadText(string folder, string name)
    {
        try
        {
            // Not File.ReadAllText: the kernel gives a list to the first read alone, and no more of it than that one asks for.
            using var file = File.OpenHandle(Path.Combine(folder, name));
            Span<byte> text = stackalloc byte[UsualText];
            var length = RandomAccess.Read(file, text, fileOffset: 0);
            if (length == text.Length)
            {
                text = new byte[LongestText];
                length = RandomAccess.Read(file, text, fileOffset: 0);
            }

            return Encoding.ASCII.GetString(text[..length]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // An older kernel, or a sandbox without it.
        }
    }
}
