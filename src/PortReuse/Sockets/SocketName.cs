using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PortReuse.Sockets;

/// <summary>Asks the system for the name of a socket: the local address and port it has now (<c>getsockname(2)</c>).</summary>
/// <remarks>
/// <para>
/// The public way without a platform call is a second <see cref="Socket"/> over the same handle, whose own cache is still empty.
/// It asks for all else that a socket has as well, at several times the time and the memory of what is done here, and it learns
/// of a failure only as an endpoint that is missing.
/// </para>
/// <para>
/// The family of the socket says how to read the answer, so that the first two bytes need no reading: they are the only part
/// of <c>sockaddr_in</c> and <c>sockaddr_in6</c> that differs between systems.
/// </para>
/// </remarks>
internal static unsafe partial class SocketName
{
    private const int PortOffset = 2;
    private const int IPv4AddressOffset = 4;
    private const int IPv6AddressOffset = 8;
    private const int IPv6ScopeOffset = 24;
    private const int IPv6Size = 28;

    /// <summary>True when the system has given the socket an address, a port, or both.</summary>
    /// <remarks>
    /// <see cref="Socket.IsBound"/> says what this object has seen: it is true for every socket made from a handle, and stays
    /// false when the handle is bound by other means.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">The socket is disposed.</exception>
    /// <exception cref="SocketException">The system refuses to answer.</exception>
    public static bool IsAssigned(Socket socket)
    {
        Span<byte> name = stackalloc byte[IPv6Size];
        return TryRead(socket, name) && HasAddressOrPort(socket.AddressFamily, name);
    }

    /// <summary>The local endpoint, or null when the system has given the socket neither an address nor a port.</summary>
    /// <inheritdoc cref="IsAssigned" path="/exception"/>
    public static IPEndPoint? Read(Socket socket)
    {
        Span<byte> name = stackalloc byte[IPv6Size];
        if (!TryRead(socket, name) || !HasAddressOrPort(socket.AddressFamily, name))
        {
            return null;
        }

        var address = socket.AddressFamily == AddressFamily.InterNetwork
            ? new IPAddress(Address(AddressFamily.InterNetwork, name))
            : new IPAddress(Address(AddressFamily.InterNetworkV6, name), MemoryMarshal.Read<uint>(name[IPv6ScopeOffset..]));
        return new IPEndPoint(address, Port(name));
    }

    private static bool TryRead(Socket socket, Span<byte> name)
    {
        var handle = socket.SafeHandle;
        ObjectDisposedException.ThrowIf(handle.IsClosed, socket);

        name.Clear();
        var length = name.Length;
        int result;

        // The generated code counts a reference to the handle for the time of the call. Without it a Dispose on another thread
        // could give the number to a new file, and the answer would be about that one.
        fixed (byte* address = name)
        {
            result = OperatingSystem.IsWindows()
                ? WindowsGetSockName(handle, address, &length)
                : UnixGetSockName(handle, address, &length);
        }

        var error = Marshal.GetLastPInvokeError();

        // While a Dispose on another thread waits for that reference it disconnects the socket, and the answer may be of what is
        // left. The handle does not tell, as long as another reader holds it. Poll tells, and changes nothing.
        socket.Poll(0, SelectMode.SelectError);

        if (result == 0)
        {
            return true;
        }

        if (OperatingSystem.IsWindows())
        {
            // Winsock has no name for an unbound socket, where the others answer with zeros.
            return error == (int)SocketError.InvalidArgument ? false : throw new SocketException(error);
        }

        // .NET keeps its table from errno to SocketError to itself; the text is what can be told of the cause.
        throw new SocketException((int)SocketError.SocketError, $"getsockname: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})");
    }

    private static bool HasAddressOrPort(AddressFamily family, ReadOnlySpan<byte> name) =>
        Port(name) != 0 || Address(family, name).ContainsAnyExcept((byte)0);

    private static int Port(ReadOnlySpan<byte> name) => BinaryPrimitives.ReadUInt16BigEndian(name[PortOffset..]);

    private static ReadOnlySpan<byte> Address(AddressFamily family, ReadOnlySpan<byte> name) =>
        family == AddressFamily.InterNetwork ? name[IPv4AddressOffset..(IPv4AddressOffset + 4)] : name[IPv6AddressOffset..IPv6ScopeOffset];

    [LibraryImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int UnixGetSockName(SafeSocketHandle socket, byte* address, int* length);

    [LibraryImport("ws2_32", EntryPoint = "getsockname", SetLastError = true)]
    private static partial int WindowsGetSockName(SafeSocketHandle socket, byte* address, int* length);
}
