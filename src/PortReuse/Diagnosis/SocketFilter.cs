using System.Net;
using System.Runtime.InteropServices;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>Which TCP sockets are asked for; the kernel leaves the others out, as far as it can.</summary>
/// <remarks>Whoever looks at the answer checks it all the same: a source that shows everything shows more than was asked for.</remarks>
internal readonly record struct SocketFilter
{
    /// <summary>The most bytes that <see cref="WriteTo"/> writes.</summary>
    public const int MostBytes = 2 * PortOperation + (MostSources * (LongestSource + JumpOperation));

    private const int PortOperation = 8;   // struct inet_diag_bc_op, twice: the second holds the port, linux/inet_diag.h
    private const int JumpOperation = 4;
    private const int SourceOperation = 12; // struct inet_diag_bc_op and struct inet_diag_hostcond, then the address.
    private const int LongestSource = SourceOperation + 16;
    private const int MostSources = 16;

    private const byte Jump = 1, LocalPortFrom = 2, LocalPortTo = 3, LocalAddress = 7; // INET_DIAG_BC_JMP, _S_GE, _S_LE, _S_COND
    private const byte IPv4 = 2, IPv6 = 10; // AF_INET, AF_INET6 of Linux

    /// <summary>Every socket.</summary>
    public static SocketFilter None => default;

    /// <summary>The local ports; null for all.</summary>
    public PortRange? Ports { get; init; }

    /// <summary>The local addresses, IPv4 ones also as IPv4-mapped; null for all.</summary>
    public IReadOnlyList<IPAddress>? Sources { get; init; }

    /// <summary>The remote port; 0 for all.</summary>
    public int RemotePort { get; init; }

    /// <summary>Whether sockets that listen, or are only bound, are left out.</summary>
    public bool IsForConnections { get; init; }

    /// <summary>Writes the local side of the filter in the kernel's own instructions (<c>INET_DIAG_REQ_BYTECODE</c>).</summary>
    /// <returns>How many bytes were written; 0 for every local endpoint.</returns>
    public int WriteTo(Span<byte> code)
    {
        // A source more than this would make no difference to the time, and a program too long for the offsets of its jumps.
        var sources = Sources is { Count: <= MostSources } few ? few : [];
        var length = sources.Sum(source => SourceOperation + AddressBytes.Of(source).Length)
            + (Math.Max(sources.Count - 1, 0) * JumpOperation);
        if (Ports is not null)
        {
            length += 2 * PortOperation;
        }

        var at = 0;
        if (Ports is { } ports)
        {
            WritePort(code, ref at, LocalPortFrom, ports.Low, length);
            WritePort(code, ref at, LocalPortTo, ports.High, length);
        }

        for (var i = 0; i < sources.Count; i++)
        {
            var isLast = i == sources.Count - 1;
            var address = AddressBytes.Of(sources[i]);
            var size = SourceOperation + address.Length;
            WriteOperation(code[at..], LocalAddress, size, otherwise: isLast ? length - at + Reject : size + JumpOperation);
            code[at + 4] = address.Length == 4 ? IPv4 : IPv6;
            code[at + 5] = (byte)(8 * address.Length); // All bits of the address count.
            MemoryMarshal.Write(code[(at + 8)..], -1); // Any port.
            address.CopyTo(code[(at + SourceOperation)..]);
            at += size;
            if (isLast)
            {
                break;
            }

            WriteOperation(code[at..], Jump, JumpOperation, otherwise: length - at); // To the end: the socket is shown.
            at += JumpOperation;
        }

        return length;
    }

    // A jump to just behind the end is how a socket is left out.
    private const int Reject = 4;

    private static void WritePort(Span<byte> code, ref int at, byte operation, int port, int length)
    {
        WriteOperation(code[at..], operation, PortOperation, otherwise: length - at + Reject);
        WriteOperation(code[(at + 4)..], 0, 0, otherwise: port);
        at += PortOperation;
    }

    private static void WriteOperation(Span<byte> code, byte operation, int then, int otherwise)
    {
        code[..4].Clear();
        code[0] = operation;
        code[1] = (byte)then;
        MemoryMarshal.Write(code[2..], (ushort)otherwise);
    }
}
