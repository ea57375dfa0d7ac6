using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Sharing;

/// <summary>Which endpoints a shared port listens on, and what keeps it from it.</summary>
public class SharedPortListenTests
{
    [LinuxFact]
    public async Task Several_local_endpoints_have_one_port_and_each_is_listened_on()
    {
        IPEndPoint[] locals =
        [
            new(IPAddress.Loopback, 0), new(IPAddress.Any, 0), new(IPAddress.IPv6Any, 0), new(IPAddress.IPv6Loopback, 0),
                new(IPAddress.Parse("127.0.0.2"), 0),
        ];
        await using SharedPort port = SharedPort.Listen(locals);

        Assert.Equal(port.LocalEndPoint, port.LocalEndPoints[0]);
        Assert.NotEqual(0, port.LocalEndPoint.Port);
        Assert.Equal(locals.Select(local => new IPEndPoint(local.Address, port.LocalEndPoint.Port)), port.LocalEndPoints);
        foreach (var address in new[] { "127.0.0.1", "127.0.0.2", "127.0.0.3", "::1" })
        {
            var remote = new IPEndPoint(IPAddress.Parse(address), port.LocalEndPoint.Port);
            using var client = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            client.Connect(remote);
            using Socket accepted = await port.AcceptAsync();
            Connected.ExpectOne(client, accepted);
        }
    }

    [LinuxTheory]
    [InlineData("127.0.0.1", "::1")]
    [InlineData("0.0.0.0", "::")]
    public async Task Dials_of_both_families_leave_from_the_port(string ipv4, string ipv6)
    {
        await using SharedPort a = SharedPort.Listen([new IPEndPoint(IPAddress.Parse(ipv4), 0), new IPEndPoint(IPAddress.Parse(ipv6), 0)]);
        foreach (IPAddress address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            await using SharedPort b = SharedPort.Listen(new IPEndPoint(address, 0));
            DialResult result = await a.DialAsync(b.LocalEndPoint, DialPolicy.Require);
            Assert.Equal(new IPEndPoint(address, a.LocalEndPoint.Port), result.Socket.LocalEndPoint);
            result.Socket.Dispose();
        }
    }

    [LinuxTheory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::1", "::")]
    public async Task A_second_listener_is_kept_out_and_so_it_is_by_one(string first, string second)
    {
        await using SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Parse(first), 0));
        var before = OpenSockets.Count();
        var local = new IPEndPoint(IPAddress.Parse(second), port.LocalEndPoint.Port);

        var e = Assert.Throws<PortException>(() => SharedPort.Listen(local));
        Assert.Equal(PortErrorCause.PortNotShared, e.Cause);
        Assert.Contains("only one may listen", e.Message, StringComparison.Ordinal);
        Assert.Contains($"a listener on {port.LocalEndPoint}", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("must set SO_REUSEPORT", e.Message, StringComparison.Ordinal); // It does.

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxTheory]
    [InlineData(PortSharing.None)]
    [InlineData(PortSharing.ReuseAddress)]
    [InlineData(PortSharing.RawReusePort)]
    public void A_listener_that_is_there_already_would_get_a_share_of_the_connections(string option)
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), option);

        var e = Assert.Throws<PortException>(() => SharedPort.Listen((IPEndPoint)listener.LocalEndPoint!));

        Assert.Equal((PortErrorCause.PortNotShared, SocketError.AddressAlreadyInUse), (e.Cause, e.SocketErrorCode));
        Assert.Equal(listener.LocalEndPoint, e.LocalEndPoint);
    }

    [LinuxFact]
    public async Task It_can_be_opened_again_at_once_with_connections_open_and_closed()
    {
        SharedPort a = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        await using SharedPort b = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0)), c = SharedPort
            .Listen(new IPEndPoint(IPAddress.Loopback, 0));
        DialResult open = await a.DialAsync(b.LocalEndPoint), closed = await a.DialAsync(c.LocalEndPoint);
        Connected.CloseInTurn(closed.Socket, await c.AcceptAsync());
        await a.DisposeAsync();

        await using SharedPort again = SharedPort.Listen(a.LocalEndPoint);

        using Socket accepted = await b.AcceptAsync();
        Connected.ExpectOne(open.Socket, accepted);
        DialResult anew = await again.DialAsync(c.LocalEndPoint, DialPolicy.Require);
        Assert.Equal(DialOutcome.Dialed, anew.Outcome);
        anew.Socket.Dispose();
        open.Socket.Dispose();
    }

    [LinuxFact]
    public void An_address_that_is_not_of_this_machine()
    {
        var before = OpenSockets.Count();

        var e = Assert.Throws<PortException>(() => SharedPort.Listen(
            [new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Parse("192.0.2.1"), 0)])); // For documentation (RFC 5737).

        Assert.Equal(PortErrorCause.AddressNotLocal, e.Cause);
        Assert.Equal(before, OpenSockets.Count());
    }

    [Fact]
    public void Endpoints_that_make_no_shared_port()
    {
        Assert.Throws<ArgumentNullException>("local", () => SharedPort.Listen((IPEndPoint)null!));
        Assert.Throws<ArgumentNullException>("locals", () => SharedPort.Listen((IEnumerable<IPEndPoint>)null!));
        Assert.Throws<ArgumentNullException>("locals", () => SharedPort.Listen([null!]));
        Assert.Throws<ArgumentException>("local", () => SharedPort.Listen(new IPEndPoint(IPAddress.Parse("224.0.0.1"), 0)));
        Assert.Throws<ArgumentException>("locals", () => SharedPort.Listen([new IPEndPoint(IPAddress.Broadcast, 0)]));
        Assert.Throws<ArgumentException>("locals", () => SharedPort.Listen([]));
        Assert.Throws<ArgumentException>("locals", () => SharedPort.Listen([new(IPAddress.Loopback, 7000), new(IPAddress.Any, 7001)]));
        Assert.Throws<ArgumentException>("locals", () =>
            SharedPort.Listen([new(IPAddress.Loopback, 0), new(IPAddress.Loopback.MapToIPv6(), 0)]));
    }

    [Fact]
    public void Options_out_of_range()
    {
        var options = new SharedPortOptions();
        Assert.Throws<ArgumentOutOfRangeException>("value", () => options.Backlog = 0);
        Assert.Throws<ArgumentOutOfRangeException>("value", () => options.MaxUnclaimed = 0);
    }

    [LinuxFact]
    public async Task Peers_that_are_none()
    {
        await using SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        var before = OpenSockets.Count();

        Assert.Throws<ArgumentNullException>("remote", () => { _ = port.DialAsync(null!).AsTask(); });
        Assert.Throws<ArgumentException>("remote", () => { _ = port.DialAsync(new IPEndPoint(IPAddress.Loopback, 0)).AsTask(); });
        Assert.Throws<ArgumentException>("remote", () => { _ = port.DialAsync(new IPEndPoint(IPAddress.Any, 7000)).AsTask(); });
        Assert.Throws<ArgumentException>("remote", () => { _ = port.DialAsync(new IPEndPoint(IPAddress.IPv6Any, 7000)).AsTask(); });
        Assert.Throws<ArgumentException>("remote", () => { _ = port.DialAsync(new IPEndPoint(IPAddress.Any.MapToIPv6(), 7000)).AsTask(); });
        Assert.Throws<ArgumentOutOfRangeException>("policy", () =>
            { _ = port.DialAsync(new IPEndPoint(IPAddress.Loopback, 7000), (DialPolicy)3).AsTask(); });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            port.DialAsync(new IPEndPoint(IPAddress.Loopback, 7000), DialPolicy.Prefer, new CancellationToken(canceled: true)).AsTask());
        var e = await Assert.ThrowsAsync<PortException>(() =>
            port.DialAsync(new IPEndPoint(IPAddress.IPv6Loopback, 7000), DialPolicy.Require).AsTask());
        Assert.Equal(PortErrorCause.AddressNotLocal, e.Cause);

        Assert.Equal(before, OpenSockets.Count());
    }

    [LinuxFact]
    public async Task Sockets_are_configured_before_they_are_bound_and_a_failure_of_that_leaves_none()
    {
        var configured = 0;
        var fails = false;
        var options = new SharedPortOptions
        {
            ConfigureSocket = socket =>
            {
                Assert.False(socket.IsBound);
                configured++;
                if (fails)
                {
                    throw new NotSupportedException();
                }

                socket.NoDelay = true;
            },
        };
        await using SharedPort a = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0), options);
        options.ConfigureSocket = null; // Read once.
        await using SharedPort b = SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using (Socket socket = (await a.DialAsync(b.LocalEndPoint)).Socket)
        {
            Assert.True(socket.NoDelay);
        }

        using (Socket socket = (await a.DialAsync(b.LocalEndPoint, DialPolicy.Fresh)).Socket)
        {
            Assert.True(socket.NoDelay);
        }

        (await b.AcceptAsync()).Dispose();
        (await b.AcceptAsync()).Dispose();
        Assert.Equal(3, configured);

        var before = OpenSockets.Count();
        fails = true;
        foreach (DialPolicy policy in Enum.GetValues<DialPolicy>())
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => a.DialAsync(b.LocalEndPoint, policy).AsTask());
        }

        Assert.Throws<NotSupportedException>(() =>
            SharedPort.Listen(new IPEndPoint(IPAddress.Loopback, 0),
                new SharedPortOptions { ConfigureSocket = _ => throw new NotSupportedException() }));
        Assert.Equal(before, OpenSockets.Count());
    }
}
