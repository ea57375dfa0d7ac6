using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Sharing;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Sharing;

/// <summary>What is kept of the connections that a user of a shared port has been given.</summary>
public class HandedOutTests
{
    [LinuxFact]
    public void Those_that_were_closed_are_forgotten_in_time_and_an_open_one_is_not()
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket open = NewSocket.IPv4();
        open.Connect(listener.LocalEndPoint!);
        Socket closed = NewSocket.IPv4();
        closed.Dispose();
        var handedOut = new HandedOut();
        ConnectionKey key = ConnectionKey.Of(open);
        handedOut.Add(key, open);

        for (var port = 1; port <= 10_000; port++)
        {
            handedOut.Add(key with { Remote = new IPEndPoint(IPAddress.IPv6Loopback, port) }, closed);
            Assert.InRange(handedOut.Count, 1, 100);
        }

        Assert.True(handedOut.IsOpen(key));
        Assert.False(handedOut.IsOpen(key with { Remote = new IPEndPoint(IPAddress.IPv6Loopback, 10_000) }));
    }

    /// <summary>A user who drops a socket without closing it has it closed by the collector.</summary>
    [LinuxFact]
    public void None_is_kept_alive()
    {
        var handedOut = new HandedOut();
        var key = new ConnectionKey(new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Loopback, 2));
        var before = OpenSockets.Count();
        DedicatedThread.Run(() => handedOut.Add(key, NewSocket.IPv4()));
        Assert.Equal(before + 1, OpenSockets.Count());

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.Equal(before, OpenSockets.Count());
        GC.KeepAlive(handedOut);
    }
}
