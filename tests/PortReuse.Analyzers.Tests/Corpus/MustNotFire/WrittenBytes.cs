// An option's value that is 0 when it is made, and not when it is given; a share that is cleared, in one form or another.
#nullable enable
using System;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Corpus.MustNotFire.WrittenBytes;

public sealed class Dialers(IPAddress source, EndPoint remote)
{
    private static readonly byte[] s_on = new byte[4];

    private readonly byte[] _on = new byte[4];

    static Dialers() => s_on[0] = 1;

    public Dialers(IPAddress source, EndPoint remote, byte on)
        : this(source, remote) => _on[0] = on;

    public void Dial()
    {
        using var indexed = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var value = new byte[4];
            value[0] = 1;
            indexed.SetRawSocketOption(0, 24, value);
        }

        indexed.Bind(new IPEndPoint(source, 0)); // silent: the first byte is 1
        indexed.Connect(remote);

        using var written = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> value = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(value, 1);
            written.SetRawSocketOption(0, 24, value);
        }

        written.Bind(new IPEndPoint(source, 0)); // silent: 1 is written
        written.Connect(remote);

        using var marshalled = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var on = 1;
            marshalled.SetRawSocketOption(0, 24, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in on)));
        }

        marshalled.Bind(new IPEndPoint(source, 0)); // silent: 1 is set
        marshalled.Connect(remote);

        using var filled = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var value = new byte[4];
            Fill(value);
            filled.SetRawSocketOption(0, 24, value);
        }

        filled.Bind(new IPEndPoint(source, 0)); // silent: the method fills it
        filled.Connect(remote);

        using var seen = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> value = stackalloc byte[4];
            var numbers = MemoryMarshal.Cast<byte, int>(value);
            numbers[0] = 1;
            seen.SetRawSocketOption(0, 24, value);
        }

        seen.Bind(new IPEndPoint(source, 0)); // silent: written under another name
        seen.Connect(remote);

        using var listed = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            listed.SetRawSocketOption(0, 24, [1, 0, 0, 0]);
        listed.Bind(new IPEndPoint(source, 0)); // silent: the first byte is 1
        listed.Connect(remote);

        using var held = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            held.SetRawSocketOption(0, 24, s_on);
        held.Bind(new IPEndPoint(source, 0)); // silent: written by the static constructor
        held.Connect(remote);

        using var own = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            own.SetRawSocketOption(0, 24, _on);
        own.Bind(new IPEndPoint(source, 0)); // silent: written by a constructor
        own.Connect(remote);
    }

    private static void Fill(byte[] value) => value.AsSpan().Fill(1);
}

public sealed class Listeners
{
    private static readonly byte[] s_off = { 0, 0, 0, 0 };

    public Socket ByArray(EndPoint local)
    {
        var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the port is not shared after all
        if (OperatingSystem.IsLinux())
            listener.SetRawSocketOption(1, 15, new byte[4]);
        listener.Bind(local);
        listener.Listen();
        return listener;
    }

    public Socket ByField(EndPoint local)
    {
        if (!OperatingSystem.IsLinux())
            throw new PlatformNotSupportedException();
        var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the port is not shared after all
        listener.SetRawSocketOption(1, 15, s_off);
        listener.Bind(local);
        listener.Listen();
        return listener;
    }

    public TcpListener BySpan(int port)
    {
        var listener = new TcpListener(IPAddress.Any, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the port is not shared after all
        if (OperatingSystem.IsLinux())
        {
            Span<byte> off = stackalloc byte[sizeof(int)];
            listener.Server.SetRawSocketOption(1, 15, off);
        }

        listener.Start();
        return listener;
    }

    public TcpListener ByHelper(int port)
    {
        var listener = new TcpListener(IPAddress.Any, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the port is not shared after all
        if (OperatingSystem.IsLinux())
            Share(listener.Server, 0);
        listener.Start();
        return listener;
    }

    private static void Share(Socket socket, int value) => socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(value));

    public Socket ByFunction(EndPoint local)
    {
        var listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the port is not shared after all
        if (OperatingSystem.IsLinux())
        {
            var off = 0;
            _ = Native.SetSocketOption((int)listener.Handle, 1, 15, ref off, sizeof(int));
        }

        listener.Bind(local);
        listener.Listen();
        return listener;
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "setsockopt")]
        public static extern int SetSocketOption(int socket, int level, int name, ref int value, int length);
    }
}
