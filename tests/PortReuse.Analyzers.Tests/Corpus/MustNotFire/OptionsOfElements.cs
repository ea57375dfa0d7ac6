// Sockets that are known by their type alone, and options that are right where they are set, or that no rule is about.
#nullable enable
using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;

namespace Corpus.MustNotFire.OptionsOfElements;

public static class Elements
{
    public static void Guarded(Socket[] pool, object state)
    {
        foreach (var socket in pool)
        {
            if (OperatingSystem.IsLinux())
                socket.SetRawSocketOption(1, 25, "eth0"u8); // silent: Linux's own
            else if (OperatingSystem.IsMacOS())
                socket.SetRawSocketOption(0xffff, 0x200, BitConverter.GetBytes(1)); // silent: macOS's own
        }

        if (state is Socket one)
            one.SetRawSocketOption(6, 4, BitConverter.GetBytes(1)); // silent: TCP_KEEPIDLE
    }

    public static void Accepted(IAsyncResult result)
    {
        var listener = (Socket)result.AsyncState!;
        using var accepted = listener.EndAccept(result);
        Console.WriteLine(accepted.LocalEndPoint); // silent: it is connected
    }

    /// <summary>Which of them is bound, and which connects, is not known.</summary>
    public static void OneAndAnother(List<Socket> pool, IPAddress source, EndPoint remote)
    {
        foreach (var socket in pool)
            socket.Bind(new IPEndPoint(source, 0)); // silent: another loop may have set the option
        foreach (var socket in pool)
            socket.Connect(remote);
    }
}
