using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>Closes a connection so that its endpoints are free at once: a reset leaves no port in TIME_WAIT.</summary>
internal static class Reset
{
    public static void Close(Socket socket)
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }
}
