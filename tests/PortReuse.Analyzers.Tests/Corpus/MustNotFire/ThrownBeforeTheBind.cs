// The option is set before the exception, or in a finally on its way, and the bind is in the handler.
using System;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace ThrownBeforeTheBind;

[SupportedOSPlatform("linux")]
public static class SetBefore
{
    private static readonly byte[] True = BitConverter.GetBytes(1);

    public static void AThrow(Socket socket, IPEndPoint remote)
    {
        try
        {
            socket.SetRawSocketOption(0, 24, True);
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: it is set where the exception is thrown
            socket.Connect(remote);
        }
    }

    public static void AThrowInAFinally(Socket socket, IPEndPoint remote)
    {
        try
        {
            try
            {
                throw new InvalidOperationException();
            }
            finally
            {
                socket.SetRawSocketOption(0, 24, True);
            }
        }
        catch (InvalidOperationException)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the finally comes first
            socket.Connect(remote);
        }
    }

    public static void AFilter(Socket socket, IPEndPoint remote, Func<Exception, bool> isKnown)
    {
        try
        {
            socket.SetRawSocketOption(0, 24, True);
            throw new InvalidOperationException();
        }
        catch (InvalidOperationException e) when (isKnown(e))
        {
            Console.WriteLine(e);
        }
        catch (Exception)
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // silent: the filter that says no has changed nothing
            socket.Connect(remote);
        }
    }
}
