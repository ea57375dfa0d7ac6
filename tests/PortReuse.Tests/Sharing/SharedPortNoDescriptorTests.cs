using System.Net;
using System.Net.Sockets;
using PortReuse.Sharing;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sharing;

/// <summary>A shared port where no file descriptor is left.</summary>
public class SharedPortNoDescriptorTests
{
    /// <summary>
    /// With the wildcard address and the peer's port the same as its own, a dial looks whether the peer's address is this machine's.
    /// </summary>
    [NoDescriptorLeftFact]
    public async Task A_dial_throws_what_the_system_answers_and_goes_well_afterwards()
    {
        await using SharedPort port = SharedPort.Listen(new IPEndPoint(IPAddress.Any, 0));
        var own = port.LocalEndPoint.Port;
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);

        // What a dial calls, once before.
        Assert.False(OwnAddress.IsOfAnInterface(IPAddress.Parse("192.0.2.7")));
        await Assert.ThrowsAsync<PortException>(() => port.DialAsync(new IPEndPoint(IPAddress.Loopback, own), DialPolicy.Require).AsTask());
        await Assert.ThrowsAnyAsync<SocketException>(() =>
            port.DialAsync(new IPEndPoint(IPAddress.Loopback, FreePort.Everywhere())).AsTask());

        var failures = new List<Exception>();
        NoDescriptorLeft.Run(() =>
        {
            foreach (var peersPort in new[] { own, own ^ 1 })
            {
                failures.Add(Record.Exception(() => { port.DialAsync(
                    new IPEndPoint(IPAddress.Parse("192.0.2.7"), peersPort), DialPolicy.Require).AsTask().GetAwaiter().GetResult(); }));
            }
        });

        Assert.Equal(2, failures.Count);
        Assert.All(failures, e =>
            Assert.Equal(SocketError.TooManyOpenSockets, Assert.IsAssignableFrom<SocketException>(e).SocketErrorCode));
        (await port.DialAsync(destination.EndPoints[0])).Socket.Dispose();
    }
}
