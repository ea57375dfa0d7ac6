using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PortReuse.TestSupport.Kernel;

/// <summary>The calls of the C library that the tests need, on Linux. Numbers are those of the kernel's headers.</summary>
internal static unsafe partial class Libc
{
    /// <summary>Gives the calling thread, and it alone, a network namespace of its own.</summary>
    public static void UnshareNetwork()
    {
        const int cloneNewNet = 0x40000000;
        PoolThreads.Start();
        ThrowIfFailed(Unshare(cloneNewNet), "unshare(CLONE_NEWNET)");
    }

    /// <summary>Shows the calling thread, and it alone, one file in the place of another.</summary>
    public static void CoverFile(string file, string with)
    {
        const int cloneNewNamespace = 0x00020000;
        const nuint bind = 0x1000, recursive = 0x4000, @private = 0x40000; // linux/mount.h
        PoolThreads.Start();
        ThrowIfFailed(Unshare(cloneNewNamespace), "unshare(CLONE_NEWNS)");
        ThrowIfFailed(Mount(null, "/", null, recursive | @private, 0), "mount(MS_PRIVATE)");
        ThrowIfFailed(Mount(with, file, null, bind, 0), "mount(MS_BIND)");
    }

    /// <summary>Makes the calling thread, and it alone, open files and sockets as another user, and says whether it does.</summary>
    public static bool BecomeAnotherUser()
    {
        const uint none = uint.MaxValue; // No user: it changes nothing. Every call answers who the user was before.
        PoolThreads.Start();
        var another = SetFileSystemUser(none) + 1;
        _ = SetFileSystemUser(another);
        return SetFileSystemUser(none) == another;
    }

    /// <summary>Brings an interface of the calling thread's namespace up.</summary>
    public static void BringUp(string interfaceName, int socket)
    {
        const nuint siocgifflags = 0x8913;
        const nuint siocsifflags = 0x8914;
        const int flagsOffset = 16; // struct ifreq: char ifr_name[16], then a union.
        const byte iffUp = 1;

        Span<byte> request = stackalloc byte[40];
        request.Clear();
        System.Text.Encoding.ASCII.GetBytes(interfaceName, request[..(flagsOffset - 1)]);
        fixed (byte* pointer = request)
        {
            ThrowIfFailed(Ioctl(socket, siocgifflags, pointer), "ioctl(SIOCGIFFLAGS)");
            var flags = (short)(MemoryMarshal.Read<short>(request[flagsOffset..]) | iffUp);
            MemoryMarshal.Write(request[flagsOffset..], flags);
            ThrowIfFailed(Ioctl(socket, siocsifflags, pointer), "ioctl(SIOCSIFFLAGS)");
        }
    }

    /// <summary>Puts a seccomp filter on the calling thread, which holds until the thread ends.</summary>
    public static void SetSeccompFilter(ReadOnlySpan<ulong> program)
    {
        PoolThreads.Start();
        const int prSetSeccomp = 22;
        const int prSetNoNewPrivs = 38;
        const int seccompModeFilter = 2;

        fixed (ulong* instructions = program)
        {
            var header = new SeccompProgram { Length = (ushort)program.Length, Instructions = instructions };
            ThrowIfFailed(Prctl(prSetNoNewPrivs, 1, 0, 0, 0), "prctl(PR_SET_NO_NEW_PRIVS)");
            ThrowIfFailed(Prctl(prSetSeccomp, seccompModeFilter, (nint)(&header), 0, 0), "prctl(PR_SET_SECCOMP)");
        }
    }

    /// <summary>Sets an option of four bytes, as a program's own P/Invoke does: what it returns is all that tells of a failure.</summary>
    public static int SetSockOpt(Socket socket, int level, int option, int value) =>
        SetSockOpt((int)socket.Handle, level, option, &value, sizeof(int));

    private static void ThrowIfFailed(int result, string call)
    {
        if (result == 0)
        {
            return;
        }

        var error = Marshal.GetLastPInvokeError();
        throw new Win32Exception(error, $"{call}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mount(string? source, string target, string? type, nuint flags, nint data);

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    private static partial uint SetFileSystemUser(uint user);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Ioctl(int file, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Prctl(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetSockOpt(int socket, int level, int option, void* value, int length);

    private struct SeccompProgram
    {
        public ushort Length;
        public ulong* Instructions;
    }
}
