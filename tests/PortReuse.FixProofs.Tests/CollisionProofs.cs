using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0003: where the peer has connected first, the dial fails with AddressNotAvailable; repaired, it goes on from another port. Where the
/// peer has not, it leaves from the listener's port as before.
/// </summary>
public class CollisionProofs
{
    private static readonly string[] Options = [PortSharing.ReuseAddress, PortSharing.NotExclusive, PortSharing.RawReusePort];

    private static readonly Cases<PeerProgram> Generated = new(Shape.All.Select((shape, index) => new PeerProgram(
        shape,
        index % 3 == 0 ? "TcpListener" : "Socket",
        Options[index % 3],
        Options[(index / 2) % 3],
        BindsWhenMade: false,
        (index / 4) % 2 == 0 ? PeerProgram.OfListener : PeerProgram.OfArgument)));

    public static TheoryData<string> Names => Generated.Names;

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_it_connects_from_another_port(string name)
    {
        PeerProgram program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: false);
        ProgramCode after = await before.FixedAsync("PORT0003");

        Assert.Equal(SocketError.AddressNotAvailable, PeerProgram.ErrorOf(before, program.Shape, peerIsFirst: true));
        Assert.Equal((true, true), PeerProgram.Run(before, program.Shape, peerIsFirst: false));
        Assert.Equal((false, true), PeerProgram.Run(after, program.Shape, peerIsFirst: true));
        Assert.Equal((true, true), PeerProgram.Run(after, program.Shape, peerIsFirst: false));
    }
}
