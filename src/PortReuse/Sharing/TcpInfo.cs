using System.Net.Sockets;
using System.Runtime.InteropServices;
using PortReuse.Diagnosis;

namespace PortReuse.Sharing;

/// <summary>The system's figures of one connection (<c>TCP_INFO</c>, <c>linux/tcp.h</c>).</summary>
internal static class TcpInfo
{
    private const int TcpLevel = 6;          // IPPROTO_TCP
    private const int Option = 11;           // TCP_INFO
    private const int DeliveredOffset = 192; // tcpi_delivered, Linux 4.18
    private const int Size = DeliveredOffset + sizeof(uint);

    /// <summary>Whether the socket was connected by a simultaneous open. False where the system does not tell.</summary>
    /// <remarks>
    /// The kernel counts what the peer has confirmed. A SYN counts once. One that was sent a second time, as the answer to the SYN
    /// of the peer that came in its stead, counts both when it is confirmed and when that ends the handshake. This holds for as
    /// long as nothing was sent, whatever the peer sends, so that it is to be asked before the socket is given away.
    /// </remarks>
    public static bool IsSimultaneousOpen(Socket socket) => TryRead(socket, out _, out var delivered) && delivered >= 2;

    /// <summary>Whether a socket whose connect was reset had met a connect of the peer. False where the system does not tell.</summary>
    /// <remarks>
    /// Where there has been no connection yet, only a connect that has met one of the peer is reset; any other is refused. Where there was
    /// one, for as long as nobody was told of it, it came of a simultaneous open, which counts two, or of an ordinary one, which counts
    /// one.
    /// </remarks>
    public static bool HadMetAConnect(Socket socket) => TryRead(socket, out _, out var delivered) && delivered is 0 or >= 2;

    /// <summary>Whether both ends are open, as far as this side knows.</summary>
    public static bool IsOpen(Socket socket)
    {
        try
        {
            if (TryRead(socket, out var state, out _))
            {
                return state == TcpSocketState.Established;
            }

            return !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            return false;
        }
    }

    private static bool TryRead(Socket socket, out TcpSocketState state, out uint? delivered)
    {
        state = default;
        delivered = null;
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        Span<byte> info = stackalloc byte[Size];
        int length;
        try
        {
            length = socket.GetRawSocketOption(TcpLevel, Option, info);
        }
        catch (SocketException)
        {
            return false; // A sandbox that lets only known options through.
        }

        state = (TcpSocketState)info[0];
        if (length >= Size)
        {
            delivered = MemoryMarshal.Read<uint>(info[DeliveredOffset..]);
        }

        return length > 0;
    }
}
