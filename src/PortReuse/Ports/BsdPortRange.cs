using System.Runtime.InteropServices;

namespace PortReuse.Ports;

/// <summary>The ephemeral range of macOS and FreeBSD (<c>net.inet.ip.portrange</c>, <c>ip(4)</c>).</summary>
internal static unsafe partial class BsdPortRange
{
    public static PortRange? TryRead() =>
        Read("net.inet.ip.portrange.first") is { } low && Read("net.inet.ip.portrange.last") is { } high && low <= high
            ? new PortRange(low, high)
            : null;

    private static int? Read(string name)
    {
        var value = 0;
        nuint size = sizeof(int);
        return SystemControlByName(name, &value, &size, null, 0) == 0 && size == sizeof(int) && value is > 0 and <= ushort.MaxValue
            ? value
            : null;
    }

    [LibraryImport("libc", EntryPoint = "sysctlbyname", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SystemControlByName(string name, void* oldValue, nuint* oldSize, void* newValue, nuint newSize);
}
