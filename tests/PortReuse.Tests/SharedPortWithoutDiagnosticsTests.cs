using System.Net;
using PortReuse.Tests.Support;

namespace PortReuse.Tests;

/// <summary>Peers in a sandbox that does not let them ask the kernel for one connection.</summary>
public class SharedPortWithoutDiagnosticsTests
{
    [TwoHostsTheory]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task Crossed_dials_come_to_one_connection(DialPolicy policy)
    {
        using var host = new NetworkHost();
        host.Run(KernelWithoutTheOption.ForbidSocketDiagnostics);
        await using SharedPort a = host.Listen(new IPEndPoint(IPAddress.Loopback, 0)), b = host.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using var crossing = new Crossing(a, b);

        for (int i = 0; i < 100; i++)
            await crossing.RunAsync(policy);
    }

    [TwoHostsFact]
    public async Task A_connection_that_the_caller_has_is_told_as_such()
    {
        using var host = new NetworkHost();
        host.Run(KernelWithoutTheOption.ForbidSocketDiagnostics);
        await using SharedPort a = host.Listen(new IPEndPoint(IPAddress.Loopback, 0)), b = host.Listen(new IPEndPoint(IPAddress.Loopback, 0));
        using var sockets = new SocketList();
        sockets.Add((await a.DialAsync(b.LocalEndPoint)).Socket);

        var e = await Assert.ThrowsAsync<PortException>(() => a.DialAsync(b.LocalEndPoint, DialPolicy.Require).AsTask());

        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.Contains("There is a connection from", e.Message, StringComparison.Ordinal);
    }
}
