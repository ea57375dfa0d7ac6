using System.Net.Sockets;

namespace PortReuse.TestSupport.Sockets;

/// <summary>The two ends of a connection, and ways to end it.</summary>
internal static class Connected
{
    /// <summary>Closes it so that the first socket's side closes first, and waits in TIME_WAIT.</summary>
    public static void CloseInTurn(Socket first, Socket second)
    {
        first.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, second.Receive(new byte[1]));
        second.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, first.Receive(new byte[1])); // The first side has seen both ends close.
        first.Dispose();
        second.Dispose();
    }

    /// <summary>Shows that two sockets are the two ends of one connection.</summary>
    public static void ExpectOne(Socket a, Socket b)
    {
        Assert.Equal(a.LocalEndPoint, b.RemoteEndPoint);
        Assert.Equal(b.LocalEndPoint, a.RemoteEndPoint);
        ExpectBytesBothWays(a, b);
    }

    /// <summary>For two that are known to be each other's ends by their endpoints.</summary>
    public static void ExpectBytesBothWays(Socket a, Socket b)
    {
        var received = new byte[2];
        a.Send([1]);
        Assert.Equal(1, b.Receive(received));
        Assert.Equal(1, received[0]);
        b.Send([2]);
        Assert.Equal(1, a.Receive(received));
        Assert.Equal(2, received[0]);
    }
}
