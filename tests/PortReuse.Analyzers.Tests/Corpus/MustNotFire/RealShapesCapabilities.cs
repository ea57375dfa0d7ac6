using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MustNotFire.RealShapes;

/// <summary>What a system can do, asked of code that has more than one line and need not know.</summary>
static class Abilities
{
    public static bool? StreamsReuseUnicastPortSupport()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Environment.OSVersion.Version.Major >= 10 ? true : null;
        }

        return false;
    }

    public static bool ReuseUnicastPortAvailable() => StreamsReuseUnicastPortSupport() ?? false;
}

class AsksFirst
{
    void Answered(Socket socket)
    {
        if (Abilities.StreamsReuseUnicastPortSupport().Value)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1); // silent: only where it is supported
        }
    }

    void Plain(Socket socket)
    {
        if (Abilities.ReuseUnicastPortAvailable())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1); // silent: only where it is supported
        }
    }
}
