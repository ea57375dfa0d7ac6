using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MustNotFire.RealShapes;

/// <summary>The Windows half of a library that has one for each system; which of them runs is decided where they are called.</summary>
static partial class WinsockOptions
{
    [DllImport("ws2_32.dll", SetLastError = true)]
    static extern SocketError setsockopt(IntPtr handle, SocketOptionLevel level, SocketOptionName name, ref int value, uint length);

    [LibraryImport("Ws2_32", EntryPoint = "setsockopt")]
    private static partial int SetOption(nint handle, int level, int name, in int value, int length);

    private static partial int SetOption(nint handle, int level, int name, in int value, int length) => 0;

    internal static void Share(IntPtr handle, int value) => Set(handle, SocketOptionName.ReuseAddress, value);

    internal static void ShareByNumber(IntPtr handle) => SetOption(handle, 0xffff, 4, 1, sizeof(int)); // silent: only Windows has the library

    static void Set(IntPtr handle, SocketOptionName name, int value)
    {
        if (setsockopt(handle, SocketOptionLevel.Socket, name, ref value, sizeof(int)) != SocketError.Success) // silent: only Windows has the library
        {
            throw new SocketException(Marshal.GetLastWin32Error());
        }
    }
}
