using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]

namespace Corpus.MustNotFire.LinuxAssembly;

public sealed class Daemon(IPAddress source)
{
    [DllImport("libc", SetLastError = true)]
    private static extern int setsockopt(IntPtr socket, int level, int name, ref int value, int length);

    public Socket Dial(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: the assembly is for Linux
        socket.Bind(new IPEndPoint(source, 0)); // silent: the option in an assembly for Linux
        socket.Connect(remote);
        return socket;
    }

    public Socket DialNative(EndPoint remote)
    {
        var one = 1;
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _ = setsockopt(socket.Handle, 0, 24, ref one, sizeof(int)); // silent: a P/Invoke in an assembly for Linux
        socket.Bind(new IPEndPoint(source, 0)); // silent: the P/Invoke in an assembly for Linux
        socket.Connect(remote);
        return socket;
    }

    public static void Limit(Socket socket, ushort low, ushort high) =>
        socket.SetRawSocketOption(0, 51, BitConverter.GetBytes(low | (high << 16))); // silent: a port range in an assembly for Linux
}
