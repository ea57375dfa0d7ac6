using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>
/// Two hosts, and a cable that holds the first packet of a connect until the other host has sent one too: they always cross.
/// </summary>
/// <remarks>A cable with a delay does that to any two dials that begin within it; this one does it to all.</remarks>
internal sealed class HeldCable : IDisposable
{
    private const string Interface = "held";

    private readonly Barrier _crossing = new(2);
    private readonly Tunnel _ofA, _ofB;
    private readonly Thread[] _carriers;
    private volatile bool _ends;

    public HeldCable()
    {
        _ofA = Plug(A, "10.79.0.1");
        _ofB = Plug(B, "10.79.0.2");
        _carriers = [Carry(_ofA, _ofB), Carry(_ofB, _ofA)];
    }

    public NetworkHost A { get; } = new();

    public NetworkHost B { get; } = new();

    public IPAddress AddressOfA { get; } = IPAddress.Parse("10.79.0.1");

    public IPAddress AddressOfB { get; } = IPAddress.Parse("10.79.0.2");

    public void Dispose()
    {
        _ends = true;
        foreach (Thread carrier in _carriers)
        {
            carrier.Join();
        }

        _ofA.Dispose();
        _ofB.Dispose();
        A.Dispose();
        B.Dispose();
        _crossing.Dispose();
    }

    private static Tunnel Plug(NetworkHost host, string address) => host.Run(() =>
    {
        var tunnel = new Tunnel(Interface);
        NetworkNamespace.BringUp(Interface);
        Netlink.AddAddress(Interface, IPAddress.Parse(address), 24);
        return tunnel;
    });

    private Thread Carry(Tunnel from, Tunnel to)
    {
        var thread = new Thread(() =>
        {
            var buffer = new byte[2048];
            while (!_ends)
            {
                ReadOnlySpan<byte> packet = from.Read(buffer, TimeSpan.FromMilliseconds(50));
                if (packet.IsEmpty)
                {
                    continue;
                }

                // Where only one side connects the packet is lost, and the test fails for want of an answer.
                if (!IsSyn(packet) || _crossing.SignalAndWait(TimeSpan.FromSeconds(10)))
                {
                    to.Write(packet);
                }
            }
        }) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static bool IsSyn(ReadOnlySpan<byte> packet)
    {
        const byte syn = 2, ack = 16; // RFC 9293, 3.1.
        return packet[0] == 0x45 && packet[9] == (byte)ProtocolType.Tcp && (packet[33] & (syn | ack)) == syn;
    }
}
