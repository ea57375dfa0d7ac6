using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using PortReuse.Sockets;

namespace PortReuse.Connecting;

/// <summary>The option by which a bind to port 0 leaves the choice of the port to the connect, and whether the system has it.</summary>
internal static class DeferredPort
{
    private static readonly AskedOnce<string?> AskedRefusal = new(Ask);

    /// <summary>
    /// Whether the system has the option: found by setting it on a socket and reading it back, once a process, or once a thread where it is
    /// refused.
    /// </summary>
    public static bool IsSupported => Refusal is null;

    /// <summary>A sentence that says how the system refuses the option; null where it does not.</summary>
    public static string? Refusal => AskedRefusal.Value;

    /// <summary>As <see cref="Refusal"/>, for this socket, to which <see cref="TrySet"/> was given.</summary>
    public static string? RefusalOn(Socket socket)
    {
        if (!IsSupported)
        {
            return Refusal;
        }

        try
        {
            return Get(socket) ? null : "The system refuses IP_BIND_ADDRESS_NO_PORT on the thread that opened the socket: a sandbox does.";
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null; // It is not known, and is not the usual case.
        }
    }

    /// <summary>Sets the option where the system is known to have it, and does not ask whether the socket is bound already.</summary>
    /// <returns>True when it was set.</returns>
    [DefersPort]
    public static bool TrySet(Socket socket)
    {
        if (!IsSupported)
        {
            return false;
        }

        if (OperatingSystem.IsLinux())
        {
            return LinuxOption.TrySet(socket, LinuxOption.BindAddressNoPort, 1); // False in a sandbox that this thread has entered since.
        }

        try
        {
            return Set(socket);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Sets the option and reads it back. False where the system does not know it, or takes it and does nothing.</summary>
    public static bool TrySetAndConfirm(Socket socket)
    {
        try
        {
            return Set(socket) && Get(socket);
        }
        catch (SocketException)
        {
            return false; // An older kernel, or a sandbox that lets only known options through. The socket is as good as before.
        }
    }

    /// <summary>
    /// Asks for <see cref="Refusal"/>. Where there is no socket to ask with, the system has refused nothing: each socket is then tried.
    /// </summary>
    internal static Answer<string?> Ask()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsWindows())
        {
            return new("This system cannot leave the choice of a port to the connect.", AnswerScope.Process);
        }

        Socket socket;
        try
        {
            socket = new Socket(
                Socket.OSSupportsIPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        }
        catch (SocketException)
        {
            return new(null, AnswerScope.None);
        }

        using (socket)
        {
            var refusal = RefusalBy(socket);
            return new(refusal, refusal is null ? AnswerScope.Process : AnswerScope.Thread);
        }
    }

    private static string? RefusalBy(Socket socket)
    {
        var option = OperatingSystem.IsLinux() ? "IP_BIND_ADDRESS_NO_PORT" : nameof(SocketOptionName.ReuseUnicastPort);
        try
        {
            return Set(socket) && Get(socket) ? null : $"The system takes {option} and does nothing.";
        }
        catch (SocketException e)
        {
            return $"The system refuses {option} ({e.Message}): a sandbox does, or a kernel that does not know it.";
        }
    }

    private static bool Set(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            SetOnLinux(socket);
        }
        else if (OperatingSystem.IsWindows())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static bool Get(Socket socket) => OperatingSystem.IsLinux()
        ? GetOnLinux(socket)
        : socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort) is int and not 0;

    [SupportedOSPlatform("linux")]
    private static void SetOnLinux(Socket socket)
    {
        var value = 1;
        socket.SetRawSocketOption(LinuxOption.IpLevel, LinuxOption.BindAddressNoPort, MemoryMarshal.AsBytes(new Span<int>(ref value)));
    }

    [SupportedOSPlatform("linux")]
    private static bool GetOnLinux(Socket socket)
    {
        var value = 0;
        socket.GetRawSocketOption(LinuxOption.IpLevel, LinuxOption.BindAddressNoPort, MemoryMarshal.AsBytes(new Span<int>(ref value)));
        return value != 0;
    }
}
