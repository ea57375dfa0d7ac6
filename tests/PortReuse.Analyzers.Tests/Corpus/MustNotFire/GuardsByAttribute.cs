using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Corpus.MustNotFire.GuardsByAttribute;

[SupportedOSPlatform("linux")]
internal static class LinuxOptions
{
    [DllImport("libc", SetLastError = true)]
    private static extern int setsockopt(IntPtr socket, int level, int name, byte[] value, int length);

    public static void Share(Socket socket) => socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // silent: the type is for Linux

    public static void Defer(Socket socket) =>
        _ = setsockopt(socket.Handle, 0, 24, BitConverter.GetBytes(1), sizeof(int)); // silent: a P/Invoke in a type for Linux

    internal static class Ranges
    {
        public static void Limit(Socket socket, int low, int high) =>
            socket.SetRawSocketOption(0, 51, BitConverter.GetBytes(low | (high << 16))); // silent: the outer type is for Linux
    }
}

[SupportedOSPlatform("windows")]
internal sealed class WindowsDialer(IPAddress source)
{
    public Socket Dial(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: the type is for Windows
        socket.Bind(new IPEndPoint(source, 0)); // silent: protected by Windows' own option
        socket.Connect(remote);
        return socket;
    }
}

public sealed class Dialer(IPAddress source)
{
    [SupportedOSPlatform("linux")]
    public Socket DialOnLinux(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: the method is for Linux
        socket.Bind(new IPEndPoint(source, 0)); // silent: the option in a method for Linux
        socket.Connect(remote);
        return socket;
    }

    [SupportedOSPlatform("linux4.2")]
    public static void DeferSince(Socket socket) =>
        socket.SetRawSocketOption(0, 24, new byte[] { 1, 0, 0, 0 }); // silent: a version of Linux

    [SupportedOSPlatform("macos")]
    [SupportedOSPlatform("freebsd")]
    public static void ShareOnBsd(Socket socket) =>
        socket.SetRawSocketOption(0xffff, 0x200, BitConverter.GetBytes(1)); // silent: two systems

    [SupportedOSPlatform("windows10.0.14393")]
    public static void ReuseUnicast(Socket socket) =>
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: a version of Windows

    [UnsupportedOSPlatform("windows")]
    [UnsupportedOSPlatform("macos")]
    [UnsupportedOSPlatform("freebsd")]
    public static void Elsewhere(Socket socket) => socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // silent: not for the others

    public static bool Shared
    {
        [SupportedOSPlatform("linux")]
        set => Last?.SetRawSocketOption(1, 15, BitConverter.GetBytes(value ? 1 : 0)); // silent: the setter is for Linux
    }

    public static Socket Last { get; set; }

    [SupportedOSPlatform("linux")]
    public static Action<Socket> Deferral =>
        socket => socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: a lambda of a property for Linux

    [SupportedOSPlatform("linux")]
    public static void InLocalFunction(Socket socket)
    {
        Set(1);

        void Set(int value) =>
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(value)); // silent: a local function in a method for Linux
    }

    public static void OnlyLocal(Socket socket)
    {
        if (OperatingSystem.IsLinux())
            Set();

        [SupportedOSPlatform("linux")]
        void Set() => socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: a local function for Linux
    }

    public Socket CallingLinux(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            LinuxOptions.Defer(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: a guarded call of a method for Linux
        socket.Connect(remote);
        return socket;
    }
}

[SupportedOSPlatform("linux")]
public interface ISharing
{
    void Share(Socket socket) => socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // silent: a default method for Linux
}

[SupportedOSPlatform("linux")]
public abstract record Tuner(int Low, int High)
{
    public virtual void Tune(Socket socket) =>
        socket.SetRawSocketOption(0, 51, BitConverter.GetBytes(Low | (High << 16))); // silent: a record for Linux
}
