using System.Runtime.InteropServices;

namespace PortReuse.Diagnosis;

/// <summary>Tells the network namespaces of Linux apart: what was seen in one is not true of another.</summary>
internal static unsafe partial class NetworkIdentity
{
    /// <summary>The number of the calling thread's namespace; 0 where there is one alone, or the system does not tell.</summary>
    /// <remarks>
    /// Source: <c>SO_NETNS_COOKIE</c>, Linux 5.14, a number that is never used again. The inode that older kernels tell it by can be.
    /// </remarks>
    public static ulong OfThread()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        const int unix = 1, datagram = 2, closeOnExec = 0x80000, socketLevel = 1, networkCookie = 71;
        var socket = OpenSocket(unix, datagram | closeOnExec, 0);
        if (socket < 0)
        {
            return Inode(); // No descriptor is left: it takes none.
        }

        ulong cookie = 0;
        var size = sizeof(ulong);
        var isTold = GetOption(socket, socketLevel, networkCookie, &cookie, &size) == 0;
        _ = Close(socket);
        return isTold ? cookie : Inode();
    }

    /// <summary>The number in what the link says: <c>net:[4026531840]</c>.</summary>
    private static ulong Inode()
    {
        const int longest = 64;
        var link = stackalloc byte[longest];
        var length = ReadLink("/proc/thread-self/ns/net", link, longest);
        ulong inode = 0;
        for (var i = 0; i < length; i++)
        {
            if (link[i] is >= (byte)'0' and <= (byte)'9' and var digit)
            {
                inode = (inode * 10) + (ulong)(digit - '0');
            }
        }

        return inode;
    }

    [LibraryImport("libc", EntryPoint = "socket")]
    private static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    private static partial int GetOption(int socket, int level, int option, void* value, int* size);

    [LibraryImport("libc", EntryPoint = "readlink", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint ReadLink(string path, byte* target, nuint size);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
