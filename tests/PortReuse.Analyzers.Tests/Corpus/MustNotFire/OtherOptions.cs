using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Corpus.MustNotFire.OtherOptions;

/// <summary>Raw numbers that are none of the four, or belong to another level.</summary>
public static class RawNumbers
{
    [DllImport("libc", SetLastError = true)]
    private static extern int setsockopt(IntPtr socket, int level, int name, ref int value, int length);

    [DllImport("libc", SetLastError = true)]
    private static extern int getsockopt(IntPtr socket, int level, int name, ref int value, ref int length);

    [DllImport("audio", EntryPoint = "set_option")]
    private static extern int SetStreamOption(IntPtr stream, int level, int name, ref int value, int length);

    public static void KeepAliveIdle(Socket socket) => socket.SetRawSocketOption(6, 4, BitConverter.GetBytes(30)); // silent: TCP_KEEPIDLE

    public static void UserTimeout(Socket socket) =>
        socket.SetRawSocketOption(6, 18, BitConverter.GetBytes(5000)); // silent: TCP_USER_TIMEOUT

    public static void SegmentSize(Socket socket) =>
        socket.SetRawSocketOption(6, 2, BitConverter.GetBytes(1400)); // silent: option 2 of TCP

    public static void WindowClamp(Socket socket) => socket.SetRawSocketOption(6, 15, BitConverter.GetBytes(1)); // silent: option 15 of TCP

    public static void IPv6Checksum(Socket socket) =>
        socket.SetRawSocketOption(41, 24, BitConverter.GetBytes(1)); // silent: option 24 of IPv6

    public static void KeepAlive(Socket socket) => socket.SetRawSocketOption(1, 9, BitConverter.GetBytes(1)); // silent: SO_KEEPALIVE

    public static void Mark(Socket socket, int mark) => socket.SetRawSocketOption(1, 36, BitConverter.GetBytes(mark)); // silent: SO_MARK

    public static void Transparent(Socket socket) => socket.SetRawSocketOption(0, 19, BitConverter.GetBytes(1)); // silent: IP_TRANSPARENT

    public static void FreeBind(Socket socket) => socket.SetRawSocketOption(0, 15, BitConverter.GetBytes(1)); // silent: option 15 of IP

    public static int Read(Socket socket)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        return socket.GetRawSocketOption(0, 24, value) == 4 ? value[0] : 0; // silent: reads the option
    }

    public static bool IsShared(Socket socket)
    {
        var value = 0;
        var length = sizeof(int);
        return getsockopt(socket.Handle, 1, 15, ref value, ref length) == 0 && value != 0; // silent: a native read
    }

    public static void NoDelay(Socket socket)
    {
        var one = 1;
        _ = setsockopt(socket.Handle, 6, 1, ref one, sizeof(int)); // silent: a native call for TCP_NODELAY
    }

    public static void Stream(IntPtr stream)
    {
        var one = 1;
        _ = SetStreamOption(stream, 0, 24, ref one, sizeof(int)); // silent: another library's option
    }

    public static void SetRawSocketOption(int level, int name, byte[] value) => Console.WriteLine($"{level} {name} {value.Length}");

    public static void OwnMethod() => SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: the program's own method
}

public static class NamedOptions
{
    public static void Configure(Socket socket, IPEndPoint remote)
    {
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30); // silent: a portable option
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.TypeOfService, 0x10); // silent: type of service
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Linger, new LingerOption(true, 1)); // silent: linger
        socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, false); // silent: dual mode by its number
        socket.Connect(remote);
    }

    public static bool Reads(Socket socket) =>
        (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress) != 0; // silent: reads ReuseAddress

    public static bool ReadsUnicast(Socket socket) =>
        (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort) != 0; // silent: reads ReuseUnicastPort
}
