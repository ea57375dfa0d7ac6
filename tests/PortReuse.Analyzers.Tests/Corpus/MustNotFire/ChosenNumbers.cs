using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Corpus.MustNotFire.ChosenNumbers;

public static class SharedPorts
{
    private static readonly int s_level = OperatingSystem.IsLinux() ? 1 : 0xffff;
    private static readonly int s_name = OperatingSystem.IsLinux() ? 15 : 0x200;

    [DllImport("libc", SetLastError = true)]
    private static extern int setsockopt(SafeHandle socket, int level, int name, ref int value, int length);

    public static void ByConditional(Socket socket)
    {
        if (OperatingSystem.IsWindows())
            return;
        var level = OperatingSystem.IsLinux() ? 1 : 0xffff;
        var name = OperatingSystem.IsLinux() ? 15 : 0x200;
        socket.SetRawSocketOption(level, name, BitConverter.GetBytes(1)); // silent: level and name chosen by conditionals
    }

    public static void ByConditionalInPlace(Socket socket)
    {
        if (!OperatingSystem.IsWindows())
        {
            socket.SetRawSocketOption(
                OperatingSystem.IsLinux() ? 1 : 0xffff, // silent: the level is chosen in the call
                OperatingSystem.IsLinux() ? 2 : 4, // silent: the name is chosen in the call
                BitConverter.GetBytes(1));
        }
    }

    public static void ByAssignments(Socket socket)
    {
        int level;
        int name;
        if (OperatingSystem.IsLinux())
        {
            level = 1;
            name = 15;
        }
        else if (OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD())
        {
            level = 0xffff;
            name = 0x200;
        }
        else
        {
            throw new PlatformNotSupportedException();
        }

        socket.SetRawSocketOption(level, name, BitConverter.GetBytes(1)); // silent: assigned in branches per system
    }

    public static bool ByMarker(Socket socket)
    {
        var level = -1;
        var name = -1;
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
        {
            level = 0;
            name = 24;
        }

        if (level == -1)
            return false;
        socket.SetRawSocketOption(level, name, BitConverter.GetBytes(1)); // silent: -1 where the system has none
        return true;
    }

    public static void ByStaticFields(Socket socket)
    {
        if (!OperatingSystem.IsWindows())
            socket.SetRawSocketOption(s_level, s_name, BitConverter.GetBytes(1)); // silent: chosen in static fields
    }

    public static void BySwitchExpression(Socket socket)
    {
        var (level, name) = true switch
        {
            _ when OperatingSystem.IsLinux() => (1, 15),
            _ when OperatingSystem.IsMacOS() => (0xffff, 0x200),
            _ => throw new PlatformNotSupportedException(),
        };
        socket.SetRawSocketOption(level, name, BitConverter.GetBytes(1)); // silent: a tuple chosen by a switch expression
    }

    public static void ByNativeCall(Socket socket)
    {
        var one = 1;
        var level = OperatingSystem.IsLinux() ? 1 : 0xffff;
        var name = OperatingSystem.IsLinux() ? 2 : 4;
        if (!OperatingSystem.IsWindows())
            _ = setsockopt(socket.SafeHandle, level, name, ref one, sizeof(int)); // silent: a P/Invoke with chosen numbers
    }

    public static void ByDictionaryOfTheProgram(Socket socket, int level, int name) =>
        socket.SetRawSocketOption(level, name, BitConverter.GetBytes(1)); // silent: numbers that are given

    public static void BySettings(Socket socket, (int Level, int Name, int Value)[] settings)
    {
        foreach (var (level, name, value) in settings)
            socket.SetRawSocketOption(level, name, BitConverter.GetBytes(value)); // silent: numbers of the settings
    }

    public static void NullableNumbers(Socket socket)
    {
        int? name = OperatingSystem.IsLinux() ? 24 : null;
        if (name is { } option)
            socket.SetRawSocketOption(0, option, BitConverter.GetBytes(1)); // silent: no number on other systems
    }
}
