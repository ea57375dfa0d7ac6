using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>
/// Reads the TCP sockets of the caller's network namespace from <c>/proc</c> (<c>proc_net_tcp</c>, the kernel's documentation): for a
/// sandbox without netlink, and a kernel without <c>tcp_diag</c>. Sockets that are only bound are not in it.
/// </summary>
/// <remarks>
/// The kernel goes through the sockets of all namespaces for it. It is not left to .NET, which reads the namespace of the process and not
/// of the thread, each list twice, and makes objects of all that it reads.
/// </remarks>
internal static class ProcSockets
{
    private const int BufferSize = 64 * 1024;
    private const byte NewLine = (byte)'\n', Space = (byte)' ', Colon = (byte)':';

    /// <summary>Shows each socket, IPv4 ones first. False where there is no such file.</summary>
    public static bool TryVisit<TVisitor>(ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        if (!TryVisit("tcp", ref visitor))
        {
            return false;
        }

        TryVisit("tcp6", ref visitor); // Missing where there is no IPv6 at all.
        return true;
    }

    /// <summary>Reads one line of the list.</summary>
    /// <param name="line">The line.</param>
    /// <param name="addresses">Where the bytes of the two addresses are kept, 32 at the most.</param>
    /// <param name="entry">What the line says.</param>
    /// <returns>False for the heading, and for what is no such line.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, Span<byte> addresses, out TcpSocketEntry entry)
    {
        entry = default;
        ReadOnlySpan<byte> number = Next(ref line), local = Next(ref line), remote = Next(ref line), state = Next(ref line);
        if (number.IsEmpty || number[^1] != Colon ||
            !TryParseEndPoint(local, addresses, out var length, out var localPort) ||
            !TryParseEndPoint(remote, addresses[length..], out var remoteLength, out var remotePort) ||
            !byte.TryParse(state, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var stateNumber))
        {
            return false;
        }

        for (var skipped = 0; skipped < 3; skipped++)
        {
            Next(ref line);
        }

        var owner = Next(ref line);
        Next(ref line);
        entry = new TcpSocketEntry
        {
            State = (TcpSocketState)stateNumber,
            LocalAddress = AddressBytes.Unmapped(addresses[..length]),
            LocalPort = localPort,
            RemoteAddress = AddressBytes.Unmapped(addresses.Slice(length, remoteLength)),
            RemotePort = remotePort,
            User = uint.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var user) ? user : null,
            Inode = uint.TryParse(Next(ref line), NumberStyles.None, CultureInfo.InvariantCulture, out var inode) ? inode : 0,
        };
        return true;
    }

    private static bool TryVisit<TVisitor>(string name, ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var file = Open(name);
            Span<byte> addresses = stackalloc byte[32];
            long offset = 0;
            int kept = 0, read;
            while ((read = RandomAccess.Read(file, buffer.AsSpan(kept), offset)) > 0)
            {
                offset += read;
                var rest = buffer.AsSpan(0, kept + read);
                int end;
                while ((end = rest.IndexOf(NewLine)) >= 0)
                {
                    if (TryParse(rest[..end], addresses, out var entry))
                    {
                        visitor.Visit(entry);
                    }

                    rest = rest[(end + 1)..];
                }

                rest.CopyTo(buffer);
                kept = rest.Length;
            }

            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The one of the process is that of its first thread.
    private static SafeFileHandle Open(string name)
    {
        try
        {
            return File.OpenHandle("/proc/thread-self/net/" + name);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return File.OpenHandle("/proc/net/" + name); // Before Linux 3.17.
        }
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(Space);
        var end = line.IndexOf(Space);
        var word = end < 0 ? line : line[..end];
        line = line[word.Length..];
        return word;
    }

    /// <summary><c>0100007F:1F90</c>: words of four bytes in the order of the machine, the port as a number.</summary>
    private static bool TryParseEndPoint(ReadOnlySpan<byte> text, Span<byte> address, out int length, out int port)
    {
        const int digitsOfWord = 8;
        length = 0;
        port = 0;
        var colon = text.IndexOf(Colon);
        if (colon is not (digitsOfWord or 4 * digitsOfWord) || address.Length < colon / 2)
        {
            return false;
        }

        for (; length < colon / 2; length += sizeof(uint))
        {
            if (!uint.TryParse(
                text.Slice(2 * length, digitsOfWord), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var word))
            {
                return false;
            }
            MemoryMarshal.Write(address[length..], word);
        }

        var isPort = ushort.TryParse(text[(colon + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number);
        port = number;
        return isPort;
    }
}
