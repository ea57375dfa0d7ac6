using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0009: the bind to the listener's port fails each time; repaired, the program leaves from that port, and from another one where the
/// peer has connected first.
/// </summary>
public class UnsharedPortProofs
{
    private static readonly (string Listener, string Dialer)[] Lacking =
        [(PortSharing.None, PortSharing.None), (PortSharing.None, PortSharing.NotExclusive), (PortSharing.ReuseAddress, PortSharing.None)];

    private static readonly Cases<PeerProgram> Generated = new(Shape.All.Select((shape, index) => new PeerProgram(
        shape,
        index % 2 == 0 ? "TcpListener" : "Socket",
        Lacking[index % 3].Listener,
        Lacking[index % 3].Dialer,
        BindsWhenMade: shape.IsClient && Lacking[index % 3].Dialer == PortSharing.None,
        (index / 4) % 2 == 0 ? PeerProgram.OfListener : PeerProgram.OfArgument)));

    public static TheoryData<string> Names => Generated.Names;

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_it_leaves_from_the_listeners_port(string name)
    {
        PeerProgram program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: false);
        ProgramCode after = await before.FixedAsync("PORT0009");

        Assert.Equal(SocketError.AddressAlreadyInUse, PeerProgram.ErrorOf(before, program.Shape, peerIsFirst: false));
        Assert.Equal((true, true), PeerProgram.Run(after, program.Shape, peerIsFirst: false));
        Assert.Equal((false, true), PeerProgram.Run(after, program.Shape, peerIsFirst: true));
    }
}
