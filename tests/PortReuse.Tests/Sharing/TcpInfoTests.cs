using System.Net;
using System.Net.Sockets;
using PortReuse.Sharing;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sharing;

/// <summary>What is known of a connection where the system does not tell, as in a sandbox that knows few options.</summary>
public class TcpInfoTests
{
    [OldKernelFact]
    public void A_connection_is_open_until_an_end_is_closed() => WithoutTcpInfo((client, accepted) =>
    {
        Assert.True(TcpInfo.IsOpen(client));
        accepted.Send([42]);
        Assert.True(client.Poll(20_000_000, SelectMode.SelectRead));
        Assert.True(TcpInfo.IsOpen(client)); // There is something to read, and it is not the end.
        Assert.Equal(1, client.Receive(new byte[2]));

        accepted.Dispose();
        Assert.True(client.Poll(20_000_000, SelectMode.SelectRead));
        Assert.False(TcpInfo.IsOpen(client));
        Assert.False(TcpInfo.IsOpen(accepted));
    });

    [OldKernelFact]
    public void How_it_came_about_is_not_known() => WithoutTcpInfo((client, _) =>
    {
        Assert.False(TcpInfo.IsSimultaneousOpen(client));
        Assert.False(TcpInfo.HadMetAConnect(client));
    });

    [OldKernelFact]
    public void A_connection_is_dialed_all_the_same() => KernelWithoutTheOption.RunWithoutTcpInfo(() =>
    {
        using SharedPort a = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0)), b = SharedPort
            .Listen(new IPEndPoint(IPAddress.Loopback, 0));
        var before = OpenSockets.Count();

        // Without an await all of it is done on this thread, but for the accepting.
        ValueTask<DialResult> dial = a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
        DialResult result = dial.AsTask().GetAwaiter().GetResult();

        using Socket accepted = b.AcceptAsync().AsTask().GetAwaiter().GetResult();
        Assert.Equal(DialOutcome.Dialed, result.Outcome);
        Connected.ExpectOne(result.Socket, accepted);
        Assert.Equal(before + 2, OpenSockets.Count());
        result.Socket.Dispose();
    });

    private static void WithoutTcpInfo(Action<Socket, Socket> action) => KernelWithoutTheOption.RunWithoutTcpInfo(() =>
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket client = NewSocket.IPv4();
        client.Connect(listener.LocalEndPoint!);
        using Socket accepted = listener.Accept();
        action(client, accepted);
    });
}
