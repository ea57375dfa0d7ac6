using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Corpus.MustNotFire.Guards;

internal static class Numbers
{
    public const int SOL_SOCKET = 1;
    public const int SO_REUSEADDR = 2;
    public const int SO_REUSEPORT = 15;
    public const int IPPROTO_IP = 0;
    public const int IP_BIND_ADDRESS_NO_PORT = 24;
    public const int IP_LOCAL_PORT_RANGE = 51;
}

public static class Tuning
{
    private static readonly byte[] On = { 1, 0, 0, 0 };

    public static void If(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(Numbers.SOL_SOCKET, Numbers.SO_REUSEPORT, On); // silent: IsLinux
    }

    public static void Runtime(Socket socket)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))
            socket.SetRawSocketOption(Numbers.SOL_SOCKET, Numbers.SO_REUSEADDR, On); // silent: IsOSPlatform
    }

    public static void ByName(Socket socket)
    {
        if (OperatingSystem.IsOSPlatform("Linux"))
            socket.SetRawSocketOption(0, 51, BitConverter.GetBytes(40_000 | (50_000 << 16))); // silent: IsOSPlatform by name
    }

    public static void ByVersion(Socket socket)
    {
        if (OperatingSystem.IsOSPlatformVersionAtLeast("Linux", 6, 3))
            socket.SetRawSocketOption(Numbers.IPPROTO_IP, Numbers.IP_LOCAL_PORT_RANGE, On); // silent: a version of Linux
    }

    public static void EarlyReturn(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return;

        socket.NoDelay = true;
        socket.SetRawSocketOption(1, 15, On); // silent: early return
    }

    public static void EarlyThrow(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException();
        socket.SetRawSocketOption(1, 2, On); // silent: an exception elsewhere
    }

    public static bool EarlyOr(Socket socket, bool enabled)
    {
        if (!enabled || !OperatingSystem.IsLinux())
            return false;
        socket.SetRawSocketOption(0, 24, On); // silent: early return with ||
        return true;
    }

    public static void And(Socket socket, bool enabled)
    {
        if (enabled && socket.AddressFamily == AddressFamily.InterNetwork && OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, On); // silent: &&
    }

    public static void Else(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        else
            socket.SetRawSocketOption(1, 15, On); // silent: else of a negation
    }

    public static void Chain(Socket socket)
    {
        if (OperatingSystem.IsWindows())
            socket.SetRawSocketOption(0xffff, 4, On); // silent: Winsock's number on Windows
        else if (OperatingSystem.IsMacOS())
            socket.SetRawSocketOption(0xffff, 0x200, On); // silent: BSD's number on macOS
        else if (OperatingSystem.IsFreeBSD())
            socket.SetRawSocketOption(0xffff, 0x200, On); // silent: BSD's number on FreeBSD
        else if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(1, 15, On); // silent: Linux's number on Linux
    }

    public static void EitherBsd(Socket socket)
    {
        if (OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD())
            socket.SetRawSocketOption(0xffff, 0x0200, On); // silent: || of two systems with one number
    }

    public static void Windows(Socket socket)
    {
        if (OperatingSystem.IsWindows())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: IsWindows
    }

    public static void WindowsVersion(Socket socket)
    {
        if (OperatingSystem.IsWindowsVersionAtLeast(10, 0, 14393))
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1); // silent: a version of Windows
    }

    public static void ByEnvironment(Socket socket)
    {
        if (Environment.OSVersion.Platform == PlatformID.Win32NT)
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: OSVersion.Platform
    }

    public static void ByEnvironmentReturn(Socket socket)
    {
        if (Environment.OSVersion.Platform != PlatformID.Win32NT)
            return;
        socket.SetRawSocketOption(0xffff, 4, On); // silent: OSVersion.Platform with early return
    }

    public static void Local(Socket socket)
    {
        var linux = OperatingSystem.IsLinux();
        socket.NoDelay = true;
        if (linux)
            socket.SetRawSocketOption(0, 24, On); // silent: the answer is in a local
    }

    public static bool Expression(Socket socket) => OperatingSystem.IsLinux() && Set(socket);

    private static bool Set(Socket socket)
    {
        socket.SetRawSocketOption(0, 24, On); // silent: the only caller guards
        return true;
    }

    public static void Conditional(Socket socket, Action<Socket> otherwise) =>
        (OperatingSystem.IsLinux() ? s => s.SetRawSocketOption(1, 15, On) : otherwise)(socket); // silent: one arm of a conditional

    public static void Nested(Socket socket, bool shared)
    {
        if (OperatingSystem.IsLinux())
        {
            if (shared)
            {
                try
                {
                    socket.SetRawSocketOption(1, 15, On); // silent: deep inside a guard
                }
                catch (SocketException e) when (e.SocketErrorCode == SocketError.ProtocolOption)
                {
                    socket.SetRawSocketOption(1, 2, On); // silent: in a handler inside a guard
                }
            }
        }
    }

    public static void InLambda(Socket socket, Action<Action> run)
    {
        run(() =>
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(0, 24, On); // silent: guarded in the lambda
        });
    }

    public static void AroundLambda(Socket socket, Action<Action> run)
    {
        if (OperatingSystem.IsLinux())
            run(() => socket.SetRawSocketOption(0, 24, On)); // silent: guarded around the lambda
    }

    public static void InLoop(Socket[] sockets)
    {
        foreach (var socket in sockets)
        {
            if (!OperatingSystem.IsLinux())
                continue;
            socket.SetRawSocketOption(0, 24, On); // silent: continue on other systems
        }
    }

    public static void SwitchOn(Socket socket)
    {
        switch (true)
        {
            case true when OperatingSystem.IsLinux():
                socket.SetRawSocketOption(1, 15, On); // silent: a case with a guard
                break;
            case true when OperatingSystem.IsMacOS():
                socket.SetRawSocketOption(0xffff, 0x200, On); // silent: another case with its own guard
                break;
        }
    }
}

/// <summary>Where it runs on none of the systems that the rules know, the number means what that system says.</summary>
public static class OtherSystems
{
    private static readonly byte[] On = { 1, 0, 0, 0 };

    public static void Android(Socket socket)
    {
        if (OperatingSystem.IsAndroid())
            socket.SetRawSocketOption(0, 24, On); // silent: not on a system that the rules know
    }

    public static void IOS(Socket socket)
    {
        if (OperatingSystem.IsIOS())
            socket.SetRawSocketOption(0, 24, On); // silent: not on a system that the rules know
    }

    public static void TvOS(Socket socket)
    {
        if (OperatingSystem.IsTvOS())
            socket.SetRawSocketOption(0, 24, On); // silent: not on a system that the rules know
    }

    public static void Browser(Socket socket)
    {
        if (OperatingSystem.IsBrowser())
            socket.SetRawSocketOption(0, 24, On); // silent: not on a system that the rules know
    }

    public static void Wasi(Socket socket)
    {
        if (OperatingSystem.IsWasi())
            socket.SetRawSocketOption(0, 24, On); // silent: not on a system that the rules know
    }

    public static void MacCatalyst(Socket socket)
    {
        if (OperatingSystem.IsMacCatalyst())
            socket.SetRawSocketOption(0, 24, On); // silent: not on a system that the rules know
    }

    public static void WatchOS(Socket socket)
    {
        if (OperatingSystem.IsWatchOS())
            socket.SetRawSocketOption(0, 24, On); // silent: not on a system that the rules know
    }
}
