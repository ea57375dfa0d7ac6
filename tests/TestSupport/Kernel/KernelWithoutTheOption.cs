using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PortReuse.TestSupport.Kernel;

/// <summary>
/// A thread for which <c>setsockopt</c> (or <c>getsockopt</c>) of one option ends with an error of choice and has no effect, as on an older
/// kernel or in a sandbox. By a seccomp filter, which takes no privilege.
/// </summary>
internal static class KernelWithoutTheOption
{
    /// <summary>The error of a kernel that does not know an option (<c>asm-generic/errno.h</c>).</summary>
    public const int NoSuchOption = 92;

    /// <summary>The error of a sandbox that lets only known options through (<c>EPERM</c>).</summary>
    public const int NotPermitted = 1;

    /// <summary>No error: the option is taken, and nothing happens.</summary>
    public const int NoError = 0;

    private static readonly Lazy<string?> LazyReasonItIsMissing = new(Probe);

    public static string? ReasonItIsMissing => LazyReasonItIsMissing.Value;

    public static void Run(int error, Action action, int option = RawOption.BindAddressNoPort, int level = RawOption.IpLevel) =>
        DedicatedThread.Run(() =>
    {
        Libc.SetSeccompFilter(Filter(SetSockOptNumber, (uint)level, (uint)option, error));
        action();
    });

    /// <summary>Runs an action on a thread for which <c>getsockopt</c> does not know <c>TCP_INFO</c>.</summary>
    public static void RunWithoutTcpInfo(Action action) => DedicatedThread.Run(() =>
    {
        const uint tcpLevel = 6, tcpInfo = 11;
        Libc.SetSeccompFilter(Filter(SetSockOptNumber + 1, tcpLevel, tcpInfo, NoSuchOption)); // getsockopt comes next to it.
        action();
    });

    /// <summary>
    /// Runs an action on a thread that may not ask the kernel for its sockets (<c>sock_diag(7)</c>), as in many sandboxes.
    /// </summary>
    public static void RunWithoutSocketDiagnostics(Action action) => DedicatedThread.Run(() =>
    {
        ForbidSocketDiagnostics();
        action();
    });

    /// <summary>Forbids it to the calling thread.</summary>
    public static void ForbidSocketDiagnostics()
    {
        const uint rawCloseOnExec = 3 | 0x80000, socketDiagnostics = 4; // The second and the third argument of socket(2).
        uint? number = SetSockOptNumber == 54 ? 41u : SetSockOptNumber is null ? null : 198u;
        Libc.SetSeccompFilter(Filter(number, rawCloseOnExec, socketDiagnostics, NotPermitted));
    }

    private static ulong[] Filter(uint? call, uint level, uint option, int error)
    {
        // linux/filter.h and linux/seccomp.h. Offsets are into struct seccomp_data, on a little-endian machine.
        const ushort loadWord = 0x20, jumpIfEqual = 0x15, returnConstant = 0x06;
        const uint numberOffset = 0, levelOffset = 24, nameOffset = 32; // The second argument and the third.
        const uint allow = 0x7fff0000, fail = 0x00050000;
        var number = call ?? throw new Win32Exception($"no seccomp filter for {RuntimeInformation.ProcessArchitecture}");

        return
        [
            Instruction(loadWord, 0, numberOffset),
            Instruction(jumpIfEqual, 5, number),
            Instruction(loadWord, 0, levelOffset),
            Instruction(jumpIfEqual, 3, level),
            Instruction(loadWord, 0, nameOffset),
            Instruction(jumpIfEqual, 1, option),
            Instruction(returnConstant, 0, fail | (uint)error),
            Instruction(returnConstant, 0, allow),
        ];

        // struct sock_filter: a 16-bit code, how many instructions to skip if true and if false, and a 32-bit operand.
        static ulong Instruction(ushort code, byte skipUnlessEqual, uint operand) =>
            code | ((ulong)skipUnlessEqual << 24) | ((ulong)operand << 32);
    }

    private static uint? SetSockOptNumber => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 54,
        Architecture.Arm64 => 208,
        _ => null,
    };

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "needs Linux: a seccomp filter";
        }

        try
        {
            Run(NoSuchOption, static () => { });
            return null;
        }
        catch (Win32Exception e)
        {
            return $"needs a seccomp filter, which is not permitted here: {e.Message}";
        }
    }
}
