// An option by its number, of a socket that is known by its type alone: an element, what a loop yields, a cast, a pattern.
#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Net.Sockets;

namespace Corpus.MustFire.OptionsOfElements;

public static class Elements
{
    public static void OfAnArray(Socket[] pool, int index)
    {
        pool[index].SetRawSocketOption(1, 15, BitConverter.GetBytes(1)); // PORT0007
        pool[^1].SetRawSocketOption(1, 2, BitConverter.GetBytes(1)); // PORT0007
    }

    public static void OfALoop(Socket[] pool, List<Socket> others, IEnumerable untyped)
    {
        foreach (var socket in pool)
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007

        foreach (var socket in others)
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007

        foreach (Socket socket in untyped)
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007
    }

    public static void OfACast(object state, IAsyncResult result)
    {
        ((Socket)state).SetRawSocketOption(0, 51, BitConverter.GetBytes(0xffff0001)); // PORT0007
        (result.AsyncState as TcpClient)?.Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(1)); // PORT0007
        if (state is Socket socket)
            socket.SetRawSocketOption(1, 25, "eth0"u8); // PORT0007
    }
}

public static class Levels
{
    public static void OfAnotherSystem(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));
            socket.SetRawSocketOption(0xffff, 15, BitConverter.GetBytes(1)); // PORT0007
        }
        else if (OperatingSystem.IsMacOS())
        {
            socket.SetRawSocketOption(1, 0x200, BitConverter.GetBytes(1)); // PORT0007
            socket.SetRawSocketOption(0xffff, 0x200, BitConverter.GetBytes(1));
        }
        else if (OperatingSystem.IsFreeBSD())
        {
            socket.SetRawSocketOption(1, 4, BitConverter.GetBytes(1)); // PORT0007
            socket.SetRawSocketOption(0xffff, 2, BitConverter.GetBytes(1)); // PORT0007
        }
    }
}
