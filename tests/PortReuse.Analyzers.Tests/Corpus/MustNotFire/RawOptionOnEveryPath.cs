using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.RawOptionOnEveryPath;

internal static class Native
{
    public const int IPPROTO_IP = 0;
    public const int IP_BIND_ADDRESS_NO_PORT = 24;

    [DllImport("libc", SetLastError = true)]
    public static extern int setsockopt(int socket, int level, int name, ref int value, int length);

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    public static extern int SetOption(SafeHandle socket, int level, int name, in int value, uint length);
}

public sealed class Connector(IPAddress source)
{
    private static readonly byte[] One = BitConverter.GetBytes(1);

    public Socket Inline(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // silent: raw, guarded, on a TCP socket
        socket.Bind(new IPEndPoint(source, 0)); // silent: guarded option before the bind
        socket.Connect(remote);
        return socket;
    }

    public Socket OnSpan(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> value = stackalloc byte[sizeof(int)];
            BitConverter.TryWriteBytes(value, 1);
            socket.SetRawSocketOption(Native.IPPROTO_IP, Native.IP_BIND_ADDRESS_NO_PORT, value); // silent: named constants
        }

        socket.Bind(new IPEndPoint(source, 0)); // silent: the value is in a span
        socket.Connect(remote);
        return socket;
    }

    public Socket NativeByHandle(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            var one = 1;
            _ = Native.setsockopt((int)socket.Handle, 0, 24, ref one, sizeof(int)); // silent: a guarded P/Invoke
        }

        socket.Bind(new IPEndPoint(source, 0)); // silent: set by a P/Invoke
        socket.Connect(remote);
        return socket;
    }

    public Socket NativeBySafeHandle(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux)
            && Native.SetOption(socket.SafeHandle, 0, 24, 1, sizeof(int)) != 0) // silent: guarded by &&, result tested
        {
            throw new SocketException(Marshal.GetLastPInvokeError());
        }

        socket.Bind(new IPEndPoint(source, 0)); // silent: set inside a condition
        socket.Connect(remote);
        return socket;
    }

    public Socket Attempted(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            try
            {
                socket.SetRawSocketOption(0, 24, One); // silent: an attempt on an old kernel
            }
            catch (SocketException)
            {
            }
        }

        socket.Bind(new IPEndPoint(source, 0)); // silent: an attempt whose exception is caught
        socket.Connect(remote);
        return socket;
    }

    public Socket EachSystem(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsWindows())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: Windows only
        else if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, One); // silent: the Linux branch of a chain
        socket.Bind(new IPEndPoint(source, 0)); // silent: an option for each system
        socket.Connect(remote);
        return socket;
    }

    public Socket ByHelper(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        socket.Bind(new IPEndPoint(source, 0)); // silent: a helper sets the option
        socket.Connect(remote);
        return socket;
    }

    public async Task<TcpClient> Client(IPEndPoint remote, CancellationToken cancellation)
    {
        var client = new TcpClient(source.AddressFamily);
        Defer(client.Client);
        client.Client.Bind(new IPEndPoint(source, 0)); // silent: a helper on the Client
        await client.ConnectAsync(remote, cancellation);
        return client;
    }

    public Socket TwoBinds(EndPoint remote, bool loopback)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Defer(socket);
        if (loopback)
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the first of two binds
        else
            socket.Bind(new IPEndPoint(IPAddress.Any, 0)); // silent: the second of two binds
        socket.Connect(remote);
        return socket;
    }

    public Socket NamedArguments(EndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(optionValue: One, optionName: 24, optionLevel: 0); // silent: named arguments in another order
        socket.Bind(new IPEndPoint(source, 0)); // silent: set with named arguments
        socket.Connect(remote);
        return socket;
    }

    private static void Defer(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return;
        socket.SetRawSocketOption(0, 24, One); // silent: an early return on other systems
    }
}
