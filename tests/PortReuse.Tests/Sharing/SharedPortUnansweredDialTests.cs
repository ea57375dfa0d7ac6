using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sharing;

/// <summary>A connect that nobody answers, while the peer's own connection comes in: the dial is given that one, and at once.</summary>
/// <remarks>
/// Linux 5.10 lets it happen to crossed dials by themselves, a few times in a thousand. Here the dial goes out by an interface that leads
/// nowhere, so that the system sees no connection between the two endpoints in the dialing socket when the peer's comes in by another one.
/// </remarks>
public class SharedPortUnansweredDialTests
{
    private const string Place = "a dial that is not answered: ";

    // The system gives a connect up after two minutes.
    private static readonly TimeSpan FarLessThanTheSystem = TimeSpan.FromSeconds(30);

    [ScriptedPeerTheory(DisplayName = Place + "the peer's connection ends it")]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task The_peer_s_connection_ends_it(DialPolicy policy)
    {
        var before = OpenSockets.Count();
        using (var hole = new HostWithAHole())
        {
            await using SharedPort port = hole.Listen();
            Task<DialResult> dial = port.DialAsync(hole.Peer, policy).AsTask();
            hole.WaitForSyn();
            Assert.False(dial.IsCompleted);

            using Socket ofPeer = hole.ConnectAsPeer();

            DialResult result = await dial.WaitAsync(FarLessThanTheSystem);
            Assert.Equal((DialOutcome.Accepted, null), (result.Outcome, result.Reason));
            Connected.ExpectOne(result.Socket, ofPeer);
            Unclaimed.ExpectNone(port);
            result.Socket.Dispose();
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    [ScriptedPeerFact(DisplayName = Place + "the peer's connection ends it, also behind others that nobody has claimed")]
    public async Task Behind_others_that_nobody_has_claimed()
    {
        using var hole = new HostWithAHole();
        await using SharedPort port = hole.Listen(maxUnclaimed: 1);
        using Socket first = hole.ConnectFromAnyPort(), second = hole.ConnectFromAnyPort();
        Task<DialResult> dial = port.DialAsync(hole.Peer).AsTask();
        hole.WaitForSyn();

        using Socket ofPeer = hole.ConnectAsPeer();

        DialResult result = await dial.WaitAsync(FarLessThanTheSystem);
        Assert.Equal(DialOutcome.Accepted, result.Outcome);
        Connected.ExpectOne(result.Socket, ofPeer);
        result.Socket.Dispose();
        foreach (Socket other in new[] { first, second })
        {
            using Socket accepted = await port.AcceptAsync();
            Connected.ExpectOne(other, accepted);
        }
    }

    /// <summary>
    /// A host whose dials leave by an interface with nothing at its other end. Its peer is the same host, by another address.
    /// </summary>
    private sealed class HostWithAHole : IDisposable
    {
        private const string Hole = "hole";
        private const int Port = 7000;
        private const int BindToDevice = 25; // SO_BINDTODEVICE, asm-generic/socket.h

        private readonly NetworkHost _host = new();
        private readonly Tunnel _hole;

        public HostWithAHole() => _hole = _host.Run(() =>
        {
            var hole = new Tunnel(Hole);
            NetworkNamespace.BringUp(Hole);
            Netlink.AddAddress("lo", Local.Address, 32);
            Netlink.AddAddress("lo", Peer.Address, 32);
            return hole;
        });

        public IPEndPoint Local { get; } = new(IPAddress.Parse("10.81.0.1"), Port);

        public IPEndPoint Peer { get; } = new(IPAddress.Parse("10.81.0.2"), Port);

        public SharedPort Listen(int maxUnclaimed = 512)
        {
            var isDialer = false;
            return _host.Run(() => SharedPort.Listen(Local, new SharedPortOptions
            {
                Network = _host,
                MaxUnclaimed = maxUnclaimed,
                ConfigureSocket = socket =>
                {
                    if (isDialer)
                    {
                        socket.SetRawSocketOption(RawOption.SocketLevel, BindToDevice, "hole\0"u8);
                    }

                    isDialer = true; // The listener is the first.
                },
            }));
        }

        /// <summary>Returns when a connect is on its way into the hole.</summary>
        public void WaitForSyn()
        {
            const byte syn = 2;
            var buffer = new byte[2048];
            while (true)
            {
                ReadOnlySpan<byte> packet = _hole.Read(buffer, FarLessThanTheSystem);
                Assert.False(packet.IsEmpty, "No connect came into the hole.");
                if (packet[0] == 0x45 && packet[9] == (byte)ProtocolType.Tcp && packet[33] == syn)
                {
                    return;
                }
            }
        }

        public Socket ConnectAsPeer() => Connect(Peer);

        public Socket ConnectFromAnyPort() => Connect(new IPEndPoint(Peer.Address, 0));

        public void Dispose()
        {
            _hole.Dispose();
            _host.Dispose();
        }

        private Socket Connect(IPEndPoint from) => _host.Run(() =>
        {
            Socket socket = PortSharing.Bound(from, PortSharing.ReuseAddress);
            socket.Connect(Local);
            return socket;
        });
    }
}
