using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using Xunit.Abstractions;

namespace PortReuse.Tests;

/// <summary>Whatever two peers do that dial each other's shared port, each side has its end of one connection.</summary>
public class SharedPortCollisionTests(ITestOutputHelper output)
{
    private static readonly IPEndPoint IPv4 = new(IPAddress.Loopback, 0);

    public static TheoryData<string, DialPolicy> LocalAddresses => new()
    {
        { "127.0.0.1", DialPolicy.Prefer },
        { "127.0.0.1", DialPolicy.Require },
        { "::1", DialPolicy.Prefer },
        { "::1", DialPolicy.Require },
    };

    [LinuxTheory]
    [MemberData(nameof(LocalAddresses))]
    public async Task Both_dial_at_the_same_instant(string address, DialPolicy policy)
    {
        const int rounds = 300;
        int before = OpenSockets.Count();
        await using (SharedPort a = Listen(address), b = Listen(address))
        {
            using var crossing = new Crossing(a, b);
            for (int i = 0; i < rounds; i++)
                await crossing.RunAsync(policy);

            output.WriteLine($"{rounds} crossed dials: {crossing}");
            Assert.Equal(rounds, crossing.Ends.Values.Sum());
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    private static SharedPort Listen(string address) => SharedPort.Listen(new IPEndPoint(IPAddress.Parse(address), 0));
}
