using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Corpus.MustNotFire.GuardsOfTheProgram;

internal static class Platform
{
    public static readonly bool IsLinuxField = OperatingSystem.IsLinux();

    private static readonly bool s_windows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    public static bool IsLinux => OperatingSystem.IsLinux();

    public static bool IsLinuxByRuntime { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);

    public static bool IsBsd => OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD();

    public static bool NotLinux => !OperatingSystem.IsLinux();

    public static bool IsWindows() => s_windows;

    [SupportedOSPlatformGuard("linux")]
    public static bool CanDefer { get; } = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(4, 2);

    [SupportedOSPlatformGuard("linux6.3")]
    public static bool HasPortRange() => OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(6, 3);

    [SupportedOSPlatformGuard("windows")]
    public static readonly bool HasReuseUnicastPort = OperatingSystem.IsWindowsVersionAtLeast(10);

    [UnsupportedOSPlatformGuard("windows")]
    public static bool IsUnix => !OperatingSystem.IsWindows();
}

internal static class Capability
{
    private static bool? s_reuseUnicastPort;

    public static bool SupportsReuseUnicastPort()
    {
        s_reuseUnicastPort ??= OperatingSystem.IsWindows() && Environment.OSVersion.Version.Major >= 10;
        return s_reuseUnicastPort.Value;
    }
}

public sealed class Tuning
{
    private static readonly byte[] On = BitConverter.GetBytes(1);
    private readonly bool _linux = OperatingSystem.IsLinux();

    public static void Property(Socket socket)
    {
        if (Platform.IsLinux)
            socket.SetRawSocketOption(0, 24, On); // silent: a property of the program
    }

    public static void AutoProperty(Socket socket)
    {
        if (Platform.IsLinuxByRuntime)
            socket.SetRawSocketOption(1, 15, On); // silent: a property that is initialized once
    }

    public static void StaticField(Socket socket)
    {
        if (Platform.IsLinuxField)
            socket.SetRawSocketOption(1, 2, On); // silent: a static read-only field
    }

    public void InstanceField(Socket socket)
    {
        if (_linux)
            socket.SetRawSocketOption(0, 51, On); // silent: an instance's read-only field
    }

    public static void Method(Socket socket)
    {
        if (Platform.IsWindows())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: a method of the program
    }

    public static void TwoSystems(Socket socket)
    {
        if (Platform.IsBsd)
            socket.SetRawSocketOption(0xffff, 0x200, On); // silent: a property for two systems
    }

    public static void Negated(Socket socket)
    {
        if (Platform.NotLinux)
            return;
        socket.SetRawSocketOption(0, 24, On); // silent: a negated property
    }

    public static void DeclaredProperty(Socket socket)
    {
        if (Platform.CanDefer)
            socket.SetRawSocketOption(0, 24, On); // silent: SupportedOSPlatformGuard on a property
    }

    public static void DeclaredMethod(Socket socket, int low, int high)
    {
        if (!Platform.HasPortRange())
            throw new PlatformNotSupportedException();
        socket.SetRawSocketOption(0, 51, BitConverter.GetBytes(low | (high << 16))); // silent: SupportedOSPlatformGuard on a method
    }

    public static void DeclaredField(Socket socket)
    {
        if (Platform.HasReuseUnicastPort)
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: a guard field
    }

    public static void CapabilityCheck(Socket socket)
    {
        if (Capability.SupportsReuseUnicastPort())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1); // silent: a capability check
    }

    public static Socket Protected(IPAddress source, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (Platform.CanDefer)
            socket.SetRawSocketOption(0, 24, On); // silent: the program's guard around a protection
        socket.Bind(new IPEndPoint(source, 0)); // silent: protected behind the program's guard
        socket.Connect(remote);
        return socket;
    }

    public static Socket ProtectedByField(IPAddress source, EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (Platform.IsLinuxField)
            Defer(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: a guarded call of a helper
        socket.Connect(remote);
        return socket;
    }

    public static void Prepare(Socket socket, bool shared)
    {
        if (!OperatingSystem.IsLinux())
            return;
        Defer(socket);
        if (shared)
            ShareOnLinux(socket);
    }

    private static void Defer(Socket socket) => socket.SetRawSocketOption(0, 24, On); // silent: every caller guards

    private static void ShareOnLinux(Socket socket)
    {
        socket.ReceiveBufferSize = 65_536;
        ShareDeeper(socket);
    }

    private static void ShareDeeper(Socket socket) => socket.SetRawSocketOption(1, 15, On); // silent: the caller's callers guard
}
