using System.Net;
using PortReuse.Sharing;

namespace PortReuse.Tests.Sharing;

/// <summary>
/// Which listener a dial leaves from. The order is that of go-libp2p: the route's own address, then loopback for loopback, then the
/// wildcard address.
/// </summary>
public class LocalChoiceTests
{
    private const int Port = 7000;

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.9", "10.0.0.1", "10.0.0.1")]
    [InlineData("0.0.0.0", "10.0.0.9", "10.0.0.1", "10.0.0.1")]
    [InlineData("0.0.0.0 10.0.0.1", "10.0.0.9", "10.0.0.1", "10.0.0.1")]
    [InlineData("10.0.0.1 10.1.0.1", "10.1.0.9", "10.1.0.1", "10.1.0.1")]
    [InlineData("10.1.0.1 10.0.0.1", "10.1.0.9", "10.1.0.1", "10.1.0.1")]
    [InlineData("127.0.0.1 10.0.0.1", "10.0.0.9", "10.0.0.1", "10.0.0.1")]
    [InlineData("127.0.0.1 10.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1 0.0.0.0", "10.0.0.9", "10.0.0.1", "10.0.0.1")]
    [InlineData("0.0.0.0 127.0.0.7", "127.0.0.9", "127.0.0.1", "127.0.0.7")]
    [InlineData("127.0.0.7 127.0.0.1", "127.0.0.9", "127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.7 127.0.0.8", "127.0.0.9", "127.0.0.1", "127.0.0.7")]
    [InlineData("0.0.0.0", "127.0.0.9", "127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1", "10.0.0.9", "10.0.0.1", null)]
    [InlineData("10.0.0.1 10.1.0.1", "10.2.0.9", "10.2.0.1", null)]
    [InlineData("127.0.0.1 10.0.0.1", "10.2.0.9", "10.2.0.1", null)]
    [InlineData("10.0.0.1 10.1.0.1 0.0.0.0", "10.2.0.9", "10.2.0.1", "10.2.0.1")]
    public void IPv4(string listeners, string remote, string routeSource, string? expected) =>
        Expect(listeners, remote, routeSource, expected);

    [Theory]
    [InlineData("fd00::1", "fd00::9", "fd00::1", "fd00::1")]
    [InlineData("::", "fd00::9", "fd00::1", "fd00::1")]
    [InlineData(":: fd00::1", "fd00::9", "fd00::1", "fd00::1")]
    [InlineData("::1 ::", "::1", "::1", "::1")]
    [InlineData("::1", "fd00::9", "fd00::1", null)]
    [InlineData("0.0.0.0 ::", "fd00::9", "fd00::1", "fd00::1")]
    [InlineData("0.0.0.0", "fd00::9", "fd00::1", null)]
    [InlineData("::", "10.0.0.9", "10.0.0.1", null)]
    [InlineData(":: 10.0.0.1", "10.0.0.9", "10.0.0.1", "10.0.0.1")]
    public void IPv6_and_both(string listeners, string remote, string routeSource, string? expected) =>
        Expect(listeners, remote, routeSource, expected);

    /// <summary>Here go-libp2p dials from a random port. The user chose that address, and can have meant no other.</summary>
    [Theory]
    [InlineData("10.0.0.77", "10.0.0.9", "10.0.0.1", "10.0.0.77")]
    [InlineData("10.0.0.77", "127.0.0.1", "127.0.0.1", "10.0.0.77")]
    [InlineData("fd00::77", "fd00::9", "fd00::1", "fd00::77")]
    [InlineData("10.0.0.77 fd00::77", "fd00::9", "fd00::1", "fd00::77")]
    public void The_only_listener_of_the_family(string listeners, string remote, string routeSource, string? expected) =>
        Expect(listeners, remote, routeSource, expected);

    private static void Expect(string listeners, string remote, string routeSource, string? expected)
    {
        IPEndPoint[] endPoints = [.. listeners.Split(' ').Select(EndPoint)];
        IPEndPoint? chosen = LocalChoice.Choose(endPoints, new IPEndPoint(IPAddress.Parse(remote), 6000), IPAddress.Parse(routeSource));
        Assert.Equal(expected is null ? null : EndPoint(expected), chosen);
    }

    private static IPEndPoint EndPoint(string address) => new(IPAddress.Parse(address), Port);
}
