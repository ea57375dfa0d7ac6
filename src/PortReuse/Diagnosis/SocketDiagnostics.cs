using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>
/// Asks the Linux kernel for the TCP sockets of the caller's network namespace (<c>sock_diag(7)</c>). Takes no privilege.
/// </summary>
/// <remarks>
/// Unlike <c>/proc/net/tcp</c> it shows a socket that is bound and nothing else, leaves out what is not asked for, and can be asked for one
/// connection.
/// </remarks>
/// <param name="protocol">The protocol of the sockets. Where the kernel has no module for it, nothing is answered.</param>
internal sealed unsafe partial class SocketDiagnostics(byte protocol)
{
    private const int HeaderSize = 16;      // struct nlmsghdr, linux/netlink.h
    private const int RequestSize = 56;     // struct inet_diag_req_v2, linux/inet_diag.h
    private const int MessageSize = 72;     // struct inet_diag_msg
    private const byte IPv4 = 2, IPv6 = 10; // AF_INET, AF_INET6 of Linux
    private const int ErrorNoEntry = 2;     // ENOENT
    private const int ErrorInterrupted = 4; // EINTR
    private const int BufferSize = 32 * 1024;
    private const int AttributeHeaderSize = 4; // struct nlattr

    private const uint NoState = 0, EveryState = uint.MaxValue;

    // What a connection, or one that is being made or has ended, can be in.
    private const uint ConnectionStates = ~((1u << (int)TcpSocketState.Listen) | (1u << (int)TcpSocketState.BoundInactive));

    // Whether it has been seen to know the protocol. A module is loaded by the first question, and is not unloaded under way.
    private volatile bool _isKnown;

    public static SocketDiagnostics Tcp { get; } = new(protocol: 6);

    /// <summary>Shows each socket that the filter asks for, IPv4 ones first. False where the kernel does not answer.</summary>
    /// <remarks>It may have shown some by then, and shows more than was asked for where it filters by less.</remarks>
    public bool TryVisit<TVisitor>(in SocketFilter filter, ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        var socket = Open();
        if (socket < 0)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var states = filter.IsForConnections ? ConnectionStates : EveryState;
            return TryVisit(socket, buffer, IPv4, states, filter, ref visitor)
                && TryVisit(socket, buffer, IPv6, states, filter, ref visitor);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            _ = Close(socket);
        }
    }

    /// <summary>
    /// The state of the socket between two endpoints, or null where there is none. False where the kernel does not answer.
    /// </summary>
    /// <param name="localAddress">The local address.</param>
    /// <param name="localPort">The local port.</param>
    /// <param name="remoteAddress">The remote address, of the same family.</param>
    /// <param name="remotePort">The remote port.</param>
    /// <param name="networkInterface">
    /// The number of the interface that the socket is bound to, or 0: one that is bound is not found without it.
    /// </param>
    /// <param name="state">The state.</param>
    public bool TryFind(
        ReadOnlySpan<byte> localAddress, int localPort, ReadOnlySpan<byte> remoteAddress,
            int remotePort, int networkInterface, out TcpSocketState? state)
    {
        state = null;
        var socket = Open();
        if (socket < 0)
        {
            return false;
        }

        try
        {
            Span<byte> request = stackalloc byte[HeaderSize + RequestSize];
            WriteRequest(request, localAddress.Length == 4 ? IPv4 : IPv6, EveryState, dump: false);
            var id = request[(HeaderSize + 8)..];
            BinaryPrimitives.WriteUInt16BigEndian(id, (ushort)localPort);
            BinaryPrimitives.WriteUInt16BigEndian(id[2..], (ushort)remotePort);
            localAddress.CopyTo(id[4..]);
            remoteAddress.CopyTo(id[20..]);
            MemoryMarshal.Write(id[36..], networkInterface);
            id[40..48].Fill(0xff); // INET_DIAG_NOCOOKIE

            Span<byte> answer = stackalloc byte[1024];
            if (!TrySend(socket, request) || Receive(socket, answer) is not (> HeaderSize and var length))
            {
                return false;
            }

            answer = answer[..length];
            if (Type(answer) == MessageType.Error)
            {
                return MemoryMarshal.Read<int>(answer[HeaderSize..]) == -ErrorNoEntry && IsKnown(socket);
            }

            _isKnown = true;
            var entry = Entry(answer[HeaderSize..]);
            if (entry.LocalPort == localPort && entry.IsTo(AddressBytes.Unmapped(remoteAddress), remotePort))
            {
                state = entry.State; // Otherwise it is a listener, which the kernel answers with where there is no connection.
            }

            return true;
        }
        finally
        {
            _ = Close(socket);
        }
    }

    // "No such entry" is said of a connection that is not there, and of a protocol whose module is not there, too.
    private bool IsKnown(int socket)
    {
        if (_isKnown)
        {
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var nobody = new Nobody();
        _isKnown = TryVisit(socket, buffer, IPv4, NoState, SocketFilter.None, ref nobody);
        ArrayPool<byte>.Shared.Return(buffer);
        return _isKnown;
    }

    private bool TryVisit<TVisitor>(int socket, byte[] buffer, byte family, uint states, in SocketFilter filter, ref TVisitor visitor)
        where TVisitor : ITcpSocketVisitor
    {
        Span<byte> request = stackalloc byte[HeaderSize + RequestSize + AttributeHeaderSize + SocketFilter.MostBytes];
        if (!TrySend(socket, WriteRequest(request, family, states, filter)))
        {
            return false;
        }

        while (true)
        {
            var length = Receive(socket, buffer);
            if (length <= 0)
            {
                return false;
            }

            var rest = buffer.AsSpan(0, length);
            while (rest.Length >= HeaderSize)
            {
                var size = MemoryMarshal.Read<int>(rest);
                switch (Type(rest))
                {
                    // The list of a protocol that is not known is empty, and ends with the error.
                    case MessageType.Done or MessageType.Error:
                        var error = size >= HeaderSize + sizeof(int) && size <= rest.Length
                            ? MemoryMarshal.Read<int>(rest[HeaderSize..])
                            : 0;
                        return error >= 0 ? _isKnown = true : family == IPv6 && error == -ErrorNoEntry; // No IPv6 here at all.
                    case MessageType.ByFamily when size >= HeaderSize + MessageSize && size <= rest.Length:
                        visitor.Visit(Entry(rest[HeaderSize..size]));
                        break;
                }

                var aligned = (size + 3) & ~3;
                if (aligned < HeaderSize || aligned > rest.Length)
                {
                    break;
                }

                rest = rest[aligned..];
            }
        }
    }

    private Span<byte> WriteRequest(Span<byte> request, byte family, uint states, in SocketFilter filter)
    {
        const ushort byteCode = 1; // INET_DIAG_REQ_BYTECODE
        const int remotePortOffset = HeaderSize + 10;
        var attribute = request[(HeaderSize + RequestSize)..];
        var codeSize = filter.WriteTo(attribute[AttributeHeaderSize..]);
        request = request[..(HeaderSize + RequestSize + (codeSize == 0 ? 0 : AttributeHeaderSize + codeSize))];
        WriteRequest(request, family, states, dump: true);
        BinaryPrimitives.WriteUInt16BigEndian(request[remotePortOffset..], (ushort)filter.RemotePort);
        if (codeSize > 0)
        {
            MemoryMarshal.Write(attribute, (ushort)(AttributeHeaderSize + codeSize));
            MemoryMarshal.Write(attribute[2..], byteCode);
        }

        return request;
    }

    private void WriteRequest(Span<byte> request, byte family, uint states, bool dump)
    {
        const ushort byFamily = (ushort)MessageType.ByFamily;
        const ushort requestFlag = 1, dumpFlag = 0x300; // NLM_F_REQUEST, NLM_F_DUMP
        request[..(HeaderSize + RequestSize)].Clear();
        MemoryMarshal.Write(request, request.Length);
        MemoryMarshal.Write(request[4..], byFamily);
        MemoryMarshal.Write(request[6..], (ushort)(dump ? requestFlag | dumpFlag : requestFlag));
        request[HeaderSize] = family;
        request[HeaderSize + 1] = protocol;
        MemoryMarshal.Write(request[(HeaderSize + 4)..], states);
    }

    private static TcpSocketEntry Entry(ReadOnlySpan<byte> message)
    {
        var addressSize = message[0] == IPv4 ? 4 : 16;
        return new TcpSocketEntry
        {
            State = (TcpSocketState)message[1] is TcpSocketState.Closed ? TcpSocketState.BoundInactive : (TcpSocketState)message[1],
            LocalPort = BinaryPrimitives.ReadUInt16BigEndian(message[4..]),
            RemotePort = BinaryPrimitives.ReadUInt16BigEndian(message[6..]),
            LocalAddress = AddressBytes.Unmapped(message.Slice(8, addressSize)),
            RemoteAddress = AddressBytes.Unmapped(message.Slice(24, addressSize)),
            User = MemoryMarshal.Read<uint>(message[64..]),
            Inode = MemoryMarshal.Read<uint>(message[68..]),
            Attributes = message[MessageSize..],
        };
    }

    private enum MessageType : ushort
    {
        Error = 2,      // NLMSG_ERROR
        Done = 3,       // NLMSG_DONE
        ByFamily = 20,  // SOCK_DIAG_BY_FAMILY, linux/sock_diag.h
    }

    private static MessageType Type(ReadOnlySpan<byte> message) => (MessageType)MemoryMarshal.Read<ushort>(message[4..]);

    private static int Open()
    {
        const int netlink = 16, raw = 3, closeOnExec = 0x80000, socketDiagnostics =
            4; // AF_NETLINK, SOCK_RAW, SOCK_CLOEXEC, NETLINK_SOCK_DIAG
        return OpenSocket(netlink, raw | closeOnExec, socketDiagnostics);
    }

    private static bool TrySend(int socket, ReadOnlySpan<byte> request)
    {
        fixed (byte* pointer = request)
        {
            nint sent;
            do
            {
                sent = Send(socket, pointer, (nuint)request.Length, 0);
            }
            while (sent < 0 && Marshal.GetLastPInvokeError() == ErrorInterrupted);
            return sent == request.Length;
        }
    }

    private static int Receive(int socket, Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            nint received;
            do
            {
                received = Receive(socket, pointer, (nuint)buffer.Length, 0);
            }
            while (received < 0 && Marshal.GetLastPInvokeError() == ErrorInterrupted);
            return (int)received;
        }
    }

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int OpenSocket(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(int socket, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    private readonly struct Nobody : ITcpSocketVisitor
    {
        public void StartAnew()
        {
        }

        public void Visit(in TcpSocketEntry entry)
        {
        }
    }
}
