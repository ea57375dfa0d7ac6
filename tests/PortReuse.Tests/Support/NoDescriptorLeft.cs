using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PortReuse.Tests.Support;

/// <summary>
/// A thread that is given no file descriptor: neither a file nor a socket can be opened on it, as where the process has reached its limit.
/// </summary>
/// <remarks>
/// By a seccomp filter, which takes no privilege. The limit itself is that of the process, and the runtime ends where it cannot open what
/// it needs.
/// </remarks>
internal static class NoDescriptorLeft
{
    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);

    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    /// <summary>
    /// Runs the action on such a thread. What it calls must have run once before: the runtime opens the files of its code too.
    /// </summary>
    public static void Run(Action action) => DedicatedThread.Run(() =>
    {
        Libc.SetSeccompFilter(Filter());
        action();
    });

    private static ulong[] Filter()
    {
        // linux/filter.h and linux/seccomp.h. A 16-bit code, how many instructions to skip if true and if false, and a 32-bit operand.
        const ulong loadNumber = 0x20, jumpIfEqual = 0x15, returnConstant = 0x06;
        const ulong allow = 0x7fff0000, fail = 0x00050000, tooManyOpenFiles = 24; // EMFILE
        (var openFile, var openSocket) = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => (257UL, 41UL), // openat, socket
            Architecture.Arm64 => (56UL, 198UL),
            var other => throw new Win32Exception($"no seccomp filter for {other}"),
        };
        return
        [
            loadNumber,
            jumpIfEqual | (1UL << 16) | (openFile << 32),
            jumpIfEqual | (1UL << 24) | (openSocket << 32),
            returnConstant | ((fail | tooManyOpenFiles) << 32),
            returnConstant | (allow << 32),
        ];
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux: a seccomp filter";
        }

        try
        {
            Run(static () => { });
            return null;
        }
        catch (Win32Exception e)
        {
            return $"needs a seccomp filter, which is not permitted here: {e.Message}";
        }
    }
}
