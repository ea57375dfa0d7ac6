using System.Globalization;

namespace PortReuse.Scan.Ports;

/// <summary>Which process has a socket open, as far as <c>/proc</c> shows it to this user.</summary>
internal sealed class SocketOwners
{
    private const string Prefix = "socket:[";

    private readonly Dictionary<uint, (int ProcessId, string Name)> _owners = [];

    private SocketOwners()
    {
    }

    /// <summary>How many processes do not show their descriptors.</summary>
    public int Hidden { get; private set; }

    /// <param name="wanted">The numbers of the sockets that are looked for.</param>
    /// <param name="root">Where the processes are.</param>
    public static SocketOwners Find(IReadOnlySet<uint> wanted, string root = "/proc")
    {
        var owners = new SocketOwners();
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            {
                owners.Add(process, folder, wanted);
            }
        }

        return owners;
    }

    public (int ProcessId, string Name)? Of(uint inode) => _owners.TryGetValue(inode, out var owner) ? owner : null;

    private void Add(int process, string folder, IReadOnlySet<uint> wanted)
    {
        try
        {
            string? name = null;
            foreach (var descriptor in new DirectoryInfo(Path.Combine(folder, "fd")).EnumerateFileSystemInfos())
            {
                if (descriptor.LinkTarget is { } target && target.StartsWith(Prefix, StringComparison.Ordinal)
                    && uint.TryParse(target[Prefix.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
                    && wanted.Contains(inode))
                {
                    // One that several have open belongs to the first of them.
                    _owners.TryAdd(inode, (process, name ??= File.ReadAllText(Path.Combine(folder, "comm")).Trim()));
                }
            }
        }
        catch (UnauthorizedAccessException)
        {
            Hidden++;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
        }
    }
}
