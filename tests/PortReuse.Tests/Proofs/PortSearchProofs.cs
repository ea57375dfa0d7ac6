using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Proofs;

/// <summary>How the kernel looks for a port at a connect, and what a range of the socket's own changes in that.</summary>
public class PortSearchProofs
{
    private const int Ports = 2048;
    private const int ManyPorts = 4 * Ports;
    private const int First = NetworkNamespace.FirstEphemeralPort;

    private static readonly IPEndPoint Source = new(IPAddress.Loopback, 0);

    [NamespaceTheory]
    [InlineData(First, true)]
    [InlineData(First, false)]
    [InlineData(First + 1, true)]
    [InlineData(First + 1, false)]
    public void By_itself_a_connect_takes_every_port_of_the_lowest_one_s_parity_first(int first, bool isBound) =>
        OneDestination.Run(first, Ports, destination =>
    {
        using var sockets = new SocketList();
        int[] ports = [.. Enumerable.Range(0, Ports).Select(_ => Connect(sockets, destination, isBound, range: null))];

        Assert.All(ports[..(Ports / 2)], port => Assert.Equal(first % 2, port % 2));
        Assert.All(ports[(Ports / 2)..], port => Assert.NotEqual(first % 2, port % 2));
    });

    [NamespaceTheory]
    [InlineData(First)]
    [InlineData(First + 1)]
    public void A_bind_to_port_0_takes_the_other_parity_first(int first) => OneDestination.Run(first, Ports, _ =>
    {
        // .NET lets each share its address, and of such a one the kernel looks at one half of the range first: there the other parity is a
        // quarter of all.
        using var sockets = new SocketList();
        for (var i = 0; i < Ports / 8; i++)
        {
            Socket socket = sockets.Add(NewSocket.IPv4());
            socket.Bind(Source);
            Assert.NotEqual(first % 2, ((IPEndPoint)socket.LocalEndPoint!).Port % 2);
        }
    });

    [PortByPortTheory(inNamespace: true)]
    [InlineData(true)]
    [InlineData(false)]
    public void With_the_whole_range_as_its_own_a_connect_takes_both(bool isBound) => OneDestination.Run(First, Ports, destination =>
    {
        const int few = Ports / 8;
        using var sockets = new SocketList();

        var even = Enumerable.Range(0, few).Count(_ => Connect(sockets, destination, isBound, RawOption.WholeRange) % 2 == 0);

        Assert.InRange(even, few / 4, few * 3 / 4);
    });

    [PortByPortFact(inNamespace: true)]
    public void With_the_whole_range_as_its_own_a_connect_reaches_every_port() => OneDestination.Run(First, Ports, destination =>
    {
        using var sockets = new SocketList();

        int[] ports = [.. Enumerable.Range(0, Ports)
            .Select(_ => Connect(sockets, destination, isBound: true, RawOption.WholeRange)).Order()];

        Assert.Equal(Enumerable.Range(First, Ports), ports);
        var e = Assert.Throws<SocketException>(() => Connect(sockets, destination, isBound: true, RawOption.WholeRange));
        Assert.Equal(SocketError.AddressNotAvailable, e.SocketErrorCode);
    });

    /// <summary>With 8,192 ports by hand takes some ten times as long, with the 28,232 of an ordinary system a hundred times.</summary>
    [PortByPortFact(inNamespace: true)]
    public void Beyond_half_of_the_range_that_is_what_makes_a_connect_fast() => OneDestination.Run(First, ManyPorts, destination =>
    {
        using var sockets = new SocketList();
        for (var i = 0; i < ManyPorts * 3 / 5; i++)
        {
            Connect(sockets, destination, isBound: true, range: null);
        }

        // The shortest of many: what else the machine does only ever adds to one.
        TimeSpan byHand = Shortest(sockets, destination, range: null), whole = Shortest(sockets, destination, RawOption.WholeRange);
        Assert.True(byHand > 2 * whole, $"{byHand.TotalMicroseconds} µs by hand, {whole.TotalMicroseconds} µs with the whole range.");
    });

    private static TimeSpan Shortest(SocketList sockets, IPEndPoint destination, int? range)
    {
        const int connects = 100;
        return Enumerable.Range(0, connects).Min(_ =>
        {
            var begin = Stopwatch.GetTimestamp();
            Connect(sockets, destination, isBound: true, range);
            return Stopwatch.GetElapsedTime(begin);
        });
    }

    private static int Connect(SocketList sockets, IPEndPoint destination, bool isBound, int? range)
    {
        Socket socket = sockets.Add(NewSocket.IPv4());
        if (range is { } value)
        {
            socket.SetRawSocketOption(RawOption.IpLevel, RawOption.LocalPortRange, BitConverter.GetBytes(value));
        }

        if (isBound)
        {
            RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
            socket.Bind(Source);
        }

        socket.Connect(destination);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
