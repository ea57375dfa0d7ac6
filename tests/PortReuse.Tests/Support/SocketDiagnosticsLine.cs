using System.Globalization;
using System.Runtime.InteropServices;
using PortReuse.Diagnosis;

namespace PortReuse.Tests.Support;

/// <summary>What this process asks the kernel for its sockets by (<c>sock_diag(7)</c>), while it asks.</summary>
internal static unsafe partial class SocketDiagnosticsLine
{
    private const int SocketLevel = 1, Protocol = 38, Domain = 39; // SOL_SOCKET, SO_PROTOCOL, SO_DOMAIN, asm-generic/socket.h
    private const int Netlink = 16, SocketDiagnostics = 4;         // AF_NETLINK, NETLINK_SOCK_DIAG

    /// <summary>
    /// Puts a file in its place that nothing can be sent to or received from as a message. Later questions have a line of their own.
    /// </summary>
    public static void Cut()
    {
        using var nothing = File.OpenHandle("/dev/null");
        foreach (var file in Directory.GetFiles("/proc/self/fd"))
        {
            var number = int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture);
            if (Option(number, Domain) == Netlink && Option(number, Protocol) == SocketDiagnostics)
            {
                _ = Duplicate((int)nothing.DangerousGetHandle(), number);
            }
        }
    }

    private static int Option(int file, int option)
    {
        int value = -1, size = sizeof(int);
        return GetOption(file, SocketLevel, option, &value, &size) == 0 ? value : -1;
    }

    [LibraryImport("libc", EntryPoint = "getsockopt")]
    private static partial int GetOption(int file, int level, int option, void* value, int* size);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int file, int number);
}
