namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>
/// One buffer for the texts of large files, so that not each of them is a large object of its own. The oldest host has no
/// <c>System.Buffers</c>, which has a pool.
/// </summary>
internal static class SpareBuffer
{
    /// <summary>In characters. A larger buffer is not kept: a host lives for days, and few files are as large.</summary>
    private const int MaxKept = 1024 * 1024;

    private static char[]? spare;

    /// <summary>A buffer that is the caller's alone until it is returned.</summary>
    public static char[] Rent(int length)
    {
        var buffer = Interlocked.Exchange(ref spare, null);
        return buffer is not null && buffer.Length >= length ? buffer : new char[length];
    }

    public static void Return(char[] buffer)
    {
        if (buffer.Length <= MaxKept)
        {
            Volatile.Write(ref spare, buffer);
        }
    }
}
