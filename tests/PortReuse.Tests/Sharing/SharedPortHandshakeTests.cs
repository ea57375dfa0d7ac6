using System.Net.Sockets;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sharing;

/// <summary>A dial that meets the peer's own in the midst of the handshake, segment by segment.</summary>
public class SharedPortHandshakeTests
{
    private const string Place = "against a peer that is played by the test: ";

    [ScriptedPeerTheory(DisplayName = Place + "a dial waits for a handshake that the peer has begun")]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task A_dial_waits_for_a_handshake_that_the_peer_has_begun(DialPolicy policy)
    {
        using var peer = new ScriptedPeer();
        peer.Send(TcpControl.Syn);
        Segment answer = peer.Receive(TcpControl.Syn | TcpControl.Ack);

        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint, policy).AsTask();
        ExpectNoOtherDial(peer);
        Assert.False(dial.IsCompleted);
        peer.SynIsDone();
        peer.Send(TcpControl.Ack, answer);

        DialResult result = await dial;
        using Socket socket = result.Socket;
        Assert.Equal(DialOutcome.Accepted, result.Outcome);
        Assert.Equal(peer.EndPoint, socket.RemoteEndPoint);
        Unclaimed.ExpectNone(peer.Port);
    }

    [ScriptedPeerTheory(DisplayName = Place + "a handshake that the peer gives up is followed by a dial of this side's own")]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task A_handshake_that_the_peer_gives_up(DialPolicy policy)
    {
        using var peer = new ScriptedPeer();
        peer.Send(TcpControl.Syn);
        Segment answer = peer.Receive(TcpControl.Syn | TcpControl.Ack);
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint, policy).AsTask();

        peer.SynIsDone();
        peer.Send(TcpControl.Reset, answer);

        await ExpectDialed(peer, dial);
    }

    [ScriptedPeerTheory(DisplayName = Place + "a connection that is closed as soon as it is there is left to AcceptAsync")]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    public async Task A_connection_that_is_closed_as_soon_as_it_is_there(DialPolicy policy)
    {
        using var peer = new ScriptedPeer();
        peer.Send(TcpControl.Syn);
        Segment answer = peer.Receive(TcpControl.Syn | TcpControl.Ack);
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint, policy).AsTask();

        peer.SynIsDone();
        peer.Send(TcpControl.Ack | TcpControl.Fin, answer);

        using Socket accepted = await peer.Port.AcceptAsync();
        Assert.Equal(peer.EndPoint, accepted.RemoteEndPoint);
        Assert.Equal(0, accepted.Receive(new byte[1]));
        if (policy == DialPolicy.Require)
        {
            var e = await Assert.ThrowsAsync<PortException>(() => dial);
            Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        }
        else
        {
            Segment next = peer.TryReceive(TimeSpan.FromSeconds(20))!;
            while (next.Control != TcpControl.Syn)
            {
                next = peer.TryReceive(TimeSpan.FromSeconds(20))!;
            }

            Assert.NotEqual(peer.Port.LocalEndPoint.Port, next.SourcePort);
            peer.StartAnew();
            peer.Send(TcpControl.Syn | TcpControl.Ack, next, toPort: next.SourcePort);
            DialResult result = await dial;
            using Socket socket = result.Socket;
            Assert.Equal((DialOutcome.FreshPort, PortErrorCause.DuplicateConnection), (result.Outcome, result.Reason));
        }
    }

    [ScriptedPeerTheory(DisplayName = Place + "two SYN that cross are told as a simultaneous open, whatever the peer sends at once")]
    [InlineData(TcpControl.Syn | TcpControl.Ack, 0)]
    [InlineData(TcpControl.Ack, 0)]
    [InlineData(TcpControl.Ack | TcpControl.Push, 100)]
    public async Task Two_SYN_that_cross(TcpControl answer, int data)
    {
        using var peer = new ScriptedPeer();
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint).AsTask();
        Segment syn = peer.Receive(TcpControl.Syn);
        Assert.Equal(peer.Port.LocalEndPoint.Port, syn.SourcePort);

        peer.Send(TcpControl.Syn);
        peer.Receive(TcpControl.Syn | TcpControl.Ack);
        if (!answer.HasFlag(TcpControl.Syn))
        {
            peer.SynIsDone();
        }

        peer.Send(answer, syn, data);

        DialResult result = await dial;
        using Socket socket = result.Socket;
        Assert.Equal(DialOutcome.SimultaneousOpen, result.Outcome);
        Unclaimed.ExpectNone(peer.Port);
    }

    [ScriptedPeerTheory(DisplayName = Place + "a plain dial is told as one, whatever the peer sends at once")]
    [InlineData(0)]
    [InlineData(1000)]
    public async Task A_plain_dial(int data)
    {
        using var peer = new ScriptedPeer();
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint).AsTask();

        await ExpectDialed(peer, dial, data);
    }

    [ScriptedPeerFact(DisplayName = Place + "one that gives its crossing dial up is dialed again, from the shared port")]
    public async Task A_peer_that_gives_its_crossing_dial_up()
    {
        using var peer = new ScriptedPeer();
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint).AsTask();
        peer.Receive(TcpControl.Syn);
        peer.Send(TcpControl.Syn);
        Segment answer = peer.Receive(TcpControl.Syn | TcpControl.Ack);

        peer.SynIsDone();
        peer.Send(TcpControl.Reset | TcpControl.Ack, answer);

        peer.StartAnew();
        await ExpectDialed(peer, dial);
    }

    /// <summary>
    /// Which of the two this side's connect is told of depends on how soon it asks; it was met by the peer's in either case.
    /// </summary>
    [ScriptedPeerFact(DisplayName = Place + "one that gives its crossing dial up as soon as both are connected is dialed again")]
    public async Task A_peer_that_gives_its_crossing_dial_up_as_soon_as_both_are_connected()
    {
        const int mostRounds = 50;
        for (var round = 1; ; round++)
        {
            Assert.True(round <= mostRounds, "This side was always connected before it saw the reset.");
            using var peer = new ScriptedPeer();
            Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint).AsTask();
            Segment syn = peer.Receive(TcpControl.Syn);
            peer.Send(TcpControl.Syn);
            Segment answer = peer.Receive(TcpControl.Syn | TcpControl.Ack);

            peer.SynIsDone();
            peer.Send(TcpControl.Ack, syn);
            peer.Send(TcpControl.Reset | TcpControl.Ack, answer);

            if (NextDial(peer, dial) is { } again)
            {
                peer.StartAnew();
                await ExpectDialed(peer, dial, syn: again);
                return;
            }

            (await dial).Socket.Dispose();
        }
    }

    /// <summary>It answers a dial, and then resets what it has answered, as a program does that refuses by its own rules.</summary>
    [ScriptedPeerFact(DisplayName = Place + "one that accepts a plain dial and resets it at once is dialed once more, and no oftener")]
    public async Task A_peer_that_resets_a_plain_dial()
    {
        const int mostRounds = 100;
        for (var round = 1; ; round++)
        {
            Assert.True(round <= mostRounds, "This side was always connected before it saw the second reset.");
            using var peer = new ScriptedPeer();
            Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint).AsTask();
            var dials = 0;
            while (NextDial(peer, dial) is { } syn)
            {
                Assert.Equal(peer.Port.LocalEndPoint.Port, syn.SourcePort);
                dials++;
                peer.Send(TcpControl.Syn | TcpControl.Ack, syn);
                peer.SynIsDone();
                peer.Send(TcpControl.Reset | TcpControl.Ack, syn);
                peer.StartAnew();
            }

            Assert.InRange(dials, 1, 2);
            SocketError error = await Dial.ErrorAsync(async () => (await dial).Socket.Dispose());
            if (error == SocketError.Success)
            {
                continue;
            }

            Assert.Equal((2, SocketError.ConnectionReset), (dials, error));
            ExpectNoOtherDial(peer);
            return;
        }
    }

    [ScriptedPeerTheory(DisplayName = Place + "a refusal leads to no other dial")]
    [InlineData(DialPolicy.Require)]
    [InlineData(DialPolicy.Prefer)]
    [InlineData(DialPolicy.Fresh)]
    public async Task A_refusal(DialPolicy policy)
    {
        using var peer = new ScriptedPeer();
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint, policy).AsTask();
        Segment syn = peer.Receive(TcpControl.Syn);

        peer.Send(TcpControl.Reset | TcpControl.Ack, syn, toPort: syn.SourcePort);

        var e = await Assert.ThrowsAnyAsync<SocketException>(() => dial);
        Assert.Equal(SocketError.ConnectionRefused, e.SocketErrorCode);
        Assert.IsNotType<PortException>(e);
        ExpectNoOtherDial(peer);
    }

    [ScriptedPeerFact(DisplayName = Place + "a dial that is cancelled while it waits leaves the peer's connection to AcceptAsync")]
    public async Task Cancelled_while_it_waits()
    {
        using var peer = new ScriptedPeer();
        using var cancellation = new CancellationTokenSource();
        peer.Send(TcpControl.Syn);
        Segment answer = peer.Receive(TcpControl.Syn | TcpControl.Ack);
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint, DialPolicy.Prefer, cancellation.Token).AsTask();

        cancellation.Cancel();
        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dial);
        Assert.Equal(cancellation.Token, e.CancellationToken);

        peer.SynIsDone();
        peer.Send(TcpControl.Ack, answer);
        using Socket accepted = await peer.Port.AcceptAsync();
        Assert.Equal(peer.EndPoint, accepted.RemoteEndPoint);
    }

    [ScriptedPeerTheory(DisplayName = Place + "a dial that is given up before there is an answer leaves no socket")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Given_up_before_there_is_an_answer(bool byDisposal)
    {
        using var peer = new ScriptedPeer();
        using var cancellation = new CancellationTokenSource();
        var before = OpenSockets.Count();
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint, DialPolicy.Prefer, cancellation.Token).AsTask();
        Segment syn = peer.Receive(TcpControl.Syn);
        Assert.Equal(before + 1, OpenSockets.Count());

        if (byDisposal)
        {
            await peer.Port.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => dial);
            Assert.Equal(before - 1, OpenSockets.Count()); // The listener is gone too.
        }
        else
        {
            cancellation.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dial);
            Assert.Equal(before, OpenSockets.Count());
        }

        // What answers too late is told so.
        peer.Send(TcpControl.Syn | TcpControl.Ack, syn);
        peer.Receive(TcpControl.Reset);
    }

    [ScriptedPeerFact(DisplayName = Place + "a disposal ends a dial that waits for the peer's handshake")]
    public async Task Disposed_while_it_waits()
    {
        using var peer = new ScriptedPeer();
        peer.Send(TcpControl.Syn);
        peer.Receive(TcpControl.Syn | TcpControl.Ack);
        Task<DialResult> dial = peer.Port.DialAsync(peer.EndPoint).AsTask();

        peer.Port.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => dial);
    }

    /// <summary>Plays a peer that lets itself be dialed, and nothing else.</summary>
    private static async Task ExpectDialed(ScriptedPeer peer, Task<DialResult> dial, int data = 0, Segment? syn = null)
    {
        syn ??= peer.Receive(TcpControl.Syn);
        Assert.Equal(TcpControl.Syn, syn.Control);
        Assert.Equal(peer.Port.LocalEndPoint.Port, syn.SourcePort);
        peer.StartAnew();
        peer.Send(TcpControl.Syn | TcpControl.Ack, syn);
        peer.SynIsDone();
        if (data > 0)
        {
            peer.Send(TcpControl.Ack | TcpControl.Push, syn, data);
        }

        DialResult result = await dial;
        using Socket socket = result.Socket;
        Assert.Equal(DialOutcome.Dialed, result.Outcome);
        Assert.Equal(peer.Port.LocalEndPoint, socket.LocalEndPoint);
        Unclaimed.ExpectNone(peer.Port);
    }

    /// <summary>The first segment of one more dial, or null where the one that is under way ends without.</summary>
    private static Segment? NextDial(ScriptedPeer peer, Task<DialResult> dial)
    {
        while (!dial.IsCompleted)
        {
            if (peer.TryReceive(TimeSpan.FromMilliseconds(10)) is { Control: TcpControl.Syn } syn)
            {
                return syn;
            }
        }

        return null;
    }

    /// <summary>The host may send its answer again, but no SYN: that would be one more connection.</summary>
    private static void ExpectNoOtherDial(ScriptedPeer peer)
    {
        while (peer.TryReceive(TimeSpan.FromMilliseconds(200)) is { } segment)
        {
            Assert.NotEqual(TcpControl.Syn, segment.Control);
        }
    }
}
