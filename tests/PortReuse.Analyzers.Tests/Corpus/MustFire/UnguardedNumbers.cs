// Option numbers of one system, reached on every system.
#nullable enable
using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace RawNumbers;

public sealed class RawDialer
{
    private const int SolSocket = 1;
    private const int SoReuseAddr = 2;
    private const int SoReusePort = 15;
    private static readonly byte[] On = { 1, 0, 0, 0 };

    private readonly bool _linux = OperatingSystem.IsLinux();

    public void ReusePort(Socket socket, IPEndPoint local)
    {
        socket.SetRawSocketOption(SolSocket, SoReusePort, On); // PORT0007
        socket.Bind(local);
    }

    public void ReuseAddress(Socket socket, IPEndPoint local)
    {
        socket.SetRawSocketOption(SolSocket, SoReuseAddr, BitConverter.GetBytes(1)); // PORT0007
        socket.Bind(local);
    }

    public void NoPort(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007
        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(remote);
    }

    public void NoPortOnAnyUnix(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (!OperatingSystem.IsWindows())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007
        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(remote);
    }

    public void PortRange(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        socket.SetRawSocketOption(0, 51, BitConverter.GetBytes(40000 | (40999 << 16))); // PORT0007
        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(remote);
    }

    public void WrongGuard(Socket socket, IPEndPoint local)
    {
        if (OperatingSystem.IsWindows())
            socket.SetRawSocketOption(SolSocket, SoReusePort, On); // PORT0007
        socket.Bind(local);
    }

    public void LinuxNumberOnMac(Socket socket, IPEndPoint local)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            socket.SetRawSocketOption(SolSocket, SoReusePort, On); // PORT0007
        }

        socket.Bind(local);
    }

    public void GuardOnOnePath(Socket socket, IPEndPoint local, bool force)
    {
        if (OperatingSystem.IsLinux() || force)
            socket.SetRawSocketOption(SolSocket, SoReusePort, On); // PORT0007
        socket.Bind(local);
    }

    public void ElseBranch(Socket socket, IPEndPoint local)
    {
        if (_linux)
            socket.NoDelay = true;
        else
            socket.SetRawSocketOption(SolSocket, SoReuseAddr, On); // PORT0007
        socket.Bind(local);
    }

    public void GuardAfterwards(Socket socket, IPEndPoint local)
    {
        socket.SetRawSocketOption(SolSocket, SoReusePort, On); // PORT0007
        if (!OperatingSystem.IsLinux())
            return;
        socket.Bind(local);
    }

    public void BsdNumberEverywhere(Socket socket, IPEndPoint local)
    {
        socket.SetRawSocketOption(0xffff, 0x200, On); // PORT0007
        socket.Bind(local);
    }

    public void TryInstead(Socket socket, IPEndPoint local)
    {
        // An exception is not what tells the systems apart: elsewhere the number is some other option's.
        try
        {
            socket.SetRawSocketOption(SolSocket, SoReusePort, On); // PORT0007
        }
        catch (SocketException)
        {
        }

        socket.Bind(local);
    }

    public void ReuseUnicastPort(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // PORT0007
        socket.Connect(remote);
    }

    public void ReuseUnicastPortInATryForAnother(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // PORT0007
        }
        catch (ObjectDisposedException)
        {
        }
    }

    public void ReuseUnicastPortOnLinux(IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1); // PORT0007
        socket.Connect(remote);
    }

    [SupportedOSPlatform("windows")]
    public void LinuxNumberInWindowsCode(Socket socket, IPEndPoint local)
    {
        socket.SetRawSocketOption(SolSocket, SoReusePort, On); // PORT0007
        socket.Bind(local);
    }
}

public static class Native
{
    [DllImport("libc", SetLastError = true)]
    private static extern int setsockopt(int socket, int level, int name, ref int value, uint length);

    [DllImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static extern unsafe int SetOption(IntPtr socket, int level, int name, void* value, int length);

    public static void SharePort(Socket socket, IPEndPoint local)
    {
        var on = 1;
        setsockopt((int)socket.Handle, 1, 15, ref on, sizeof(int)); // PORT0007
        socket.Bind(local);
    }

    public static unsafe void DeferPort(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var on = 1;
        if (SetOption(socket.Handle, 0, 24, &on, sizeof(int)) != 0) // PORT0007
            throw new SocketException(Marshal.GetLastWin32Error());
        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(remote);
    }

    public static void ShareDialer(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var on = 1;
        if (OperatingSystem.IsLinux())
            setsockopt((int)socket.Handle, 1, 2, ref on, sizeof(int));
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(remote);
    }

    public static void ShareDialerPort(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
        socket.Bind(new IPEndPoint(source, 0)); // PORT0001
        socket.Connect(remote);
    }
}
