// ReuseUnicastPort throws where the system does not have it; code that is there for the exception needs no other guard.
using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Corpus.MustNotFire.TriedOptions;

internal static class Assert
{
    public static void Throws<T>(Action action)
        where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }

        throw new InvalidOperationException("no exception");
    }
}

public static class Options
{
    public static void Catch_of_the_exception(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: caught
        }
        catch (SocketException)
        {
            // As well as can be.
        }
    }

    public static bool Catch_with_a_filter(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1); // silent: caught by the code that it has
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationNotSupported)
        {
            return false;
        }
    }

    public static void Catch_of_everything(Socket socket)
    {
        try
        {
            Share(socket);
        }
        catch
        {
            Console.WriteLine("no ReuseUnicastPort");
        }
    }

    private static void Share(Socket socket) =>
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); // silent: the caller catches it

    public static void The_other_side_of_a_guard(Socket socket)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 0); // silent: guarded
        }
        else
        {
            Assert.Throws<SocketException>(() => socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1)); // silent: asserted
        }
    }
}
