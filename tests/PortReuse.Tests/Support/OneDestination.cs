using System.Globalization;
using System.Net;

namespace PortReuse.Tests.Support;

/// <summary>A network namespace with so many ephemeral ports, and one destination in it that takes a connection from each.</summary>
internal static class OneDestination
{
    private const int Port = 5000;

    public static void Run(int firstPort, int ports, Action<IPEndPoint> action) => NetworkNamespace.Run(() =>
    {
        File.WriteAllText("/proc/sys/net/ipv4/ip_local_port_range", $"{firstPort} {firstPort + ports - 1}");
        File.WriteAllText("/proc/sys/net/core/somaxconn", ushort.MaxValue.ToString(CultureInfo.InvariantCulture));
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, Port)], backlog: ushort.MaxValue);
        action(destination.EndPoints[0]);
    });
}
