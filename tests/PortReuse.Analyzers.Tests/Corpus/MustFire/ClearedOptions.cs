// IP_BIND_ADDRESS_NO_PORT is set to zero before the bind, in one form or another: it is off, and the bind reserves a port.
#nullable enable
using System;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Corpus.MustFire.ClearedOptions;

public sealed class Dialers(IPAddress source, EndPoint remote)
{
    private static readonly byte[] s_zeros = { 0, 0, 0, 0 };

    private static byte[] s_shared = [0, 0, 0, 0];

    private readonly byte[] _off = BitConverter.GetBytes(0);

    private static ReadOnlySpan<byte> Off => [0, 0, 0, 0];

    private static ReadOnlySpan<byte> OffText => "\0\0\0\0"u8;

    public void ByArrays()
    {
        using var empty = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            empty.SetRawSocketOption(0, 24, new byte[4]);
        empty.Bind(new IPEndPoint(source, 0)); // PORT0002
        empty.Connect(remote);

        using var listed = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            listed.SetRawSocketOption(0, 24, new byte[] { 0, 0, 0, 0 });
        listed.Bind(new IPEndPoint(source, 0)); // PORT0002
        listed.Connect(remote);

        using var collected = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            collected.SetRawSocketOption(0, 24, [0, 0, 0, 0]);
        collected.Bind(new IPEndPoint(source, 0)); // PORT0002
        collected.Connect(remote);

        using var held = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            held.SetRawSocketOption(0, 24, s_zeros);
        held.Bind(new IPEndPoint(source, 0)); // PORT0002
        held.Connect(remote);

        using var shared = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            shared.SetRawSocketOption(0, 24, s_shared);
        shared.Bind(new IPEndPoint(source, 0)); // PORT0002
        shared.Connect(remote);

        using var own = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            own.SetRawSocketOption(0, 24, _off);
        own.Bind(new IPEndPoint(source, 0)); // PORT0002
        own.Connect(remote);
    }

    public void BySpans()
    {
        using var stacked = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            stacked.SetRawSocketOption(0, 24, stackalloc byte[4]);
        stacked.Bind(new IPEndPoint(source, 0)); // PORT0002
        stacked.Connect(remote);

        using var listed = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            listed.SetRawSocketOption(0, 24, stackalloc byte[] { 0, 0, 0, 0 });
        listed.Bind(new IPEndPoint(source, 0)); // PORT0002
        listed.Connect(remote);

        using var named = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> value = stackalloc byte[sizeof(int)];
            named.SetRawSocketOption(0, 24, value);
        }

        named.Bind(new IPEndPoint(source, 0)); // PORT0002
        named.Connect(remote);

        using var empty = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            empty.SetRawSocketOption(0, 24, default);
        empty.Bind(new IPEndPoint(source, 0)); // PORT0002
        empty.Connect(remote);

        using var got = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            got.SetRawSocketOption(0, 24, Off);
        got.Bind(new IPEndPoint(source, 0)); // PORT0002
        got.Connect(remote);

        using var text = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            text.SetRawSocketOption(0, 24, OffText);
        text.Bind(new IPEndPoint(source, 0)); // PORT0002
        text.Connect(remote);

        using var sliced = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            sliced.SetRawSocketOption(0, 24, new byte[8].AsSpan(0, 4));
        sliced.Bind(new IPEndPoint(source, 0)); // PORT0002
        sliced.Connect(remote);
    }

    public void ByConversions()
    {
        using var written = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var value = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(value, 0);
            written.SetRawSocketOption(0, 24, value);
        }

        written.Bind(new IPEndPoint(source, 0)); // PORT0002
        written.Connect(remote);

        using var cast = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var off = 0;
            cast.SetRawSocketOption(0, 24, MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in off)));
        }

        cast.Bind(new IPEndPoint(source, 0)); // PORT0002
        cast.Connect(remote);

        using var spanned = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var off = 0;
            spanned.SetRawSocketOption(0, 24, MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref off, 1)));
        }

        spanned.Bind(new IPEndPoint(source, 0)); // PORT0002
        spanned.Connect(remote);

        using var numbered = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            const int off = 0;
            var value = BitConverter.GetBytes(off);
            numbered.SetRawSocketOption(0, 24, value);
        }

        numbered.Bind(new IPEndPoint(source, 0)); // PORT0002
        numbered.Connect(remote);

        using var cleared = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var value = new byte[] { 1, 0, 0, 0 };
            cleared.SetRawSocketOption(0, 24, value);
            value[0] = 0;
            Array.Clear(value);
            cleared.SetRawSocketOption(0, 24, value);
        }

        cleared.Bind(new IPEndPoint(source, 0)); // PORT0002
        cleared.Connect(remote);

        using var given = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(given, 0);
        given.Bind(new IPEndPoint(source, 0)); // PORT0002
        given.Connect(remote);

        using var unset = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(unset, new byte[4]);
        unset.Bind(new IPEndPoint(source, 0)); // PORT0002
        unset.Connect(remote);
    }

    private static void Defer(Socket socket, int value)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(value));
    }

    private static void Defer(Socket socket, ReadOnlySpan<byte> value)
    {
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, value);
    }
}
