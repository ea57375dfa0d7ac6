namespace PortReuse.TestSupport.Sockets;

/// <summary>The sockets that this process has open.</summary>
internal static class OpenSockets
{
    public static int Count() => Directory.EnumerateFiles("/proc/self/fd").Count(IsSocket);

    private static bool IsSocket(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false; // Closed since it was listed: the listing itself is one.
        }
    }
}
