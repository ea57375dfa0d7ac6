using System.Net;
using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;
using PortReuse.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0001 and PORT0002: bound to port 0, a program has one connection for each ephemeral port; repaired, one for each port and destination.
/// </summary>
public class ReservedPortProofs
{
    private static readonly string[] Options =
        [Sharing.None, Sharing.ReuseAddress, Sharing.NotExclusive, Sharing.RawReusePort, Sharing.RawReuseAddress];

    private static readonly Cases<Case> Generated = new(Shape.All.SelectMany((shape, index) => new[]
    {
        // Every shape without an option and with one of them, in either form of the fix.
        new Case(shape, Options[0], BindsWhenMade: shape.IsClient, WithCompanion: index % 2 == 0),
        new Case(shape, Options[1 + (index % 4)], BindsWhenMade: false, WithCompanion: index % 2 == 1),
    }));

    public static TheoryData<string> Names => Generated.Names;

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_it_has_each_port_once_for_each_destination(string name)
    {
        Case program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, program.WithCompanion);
        ProgramCode after = await before.FixedAsync(program.Option == Sharing.None ? "PORT0002" : "PORT0001");
        Assert.Contains(program.WithCompanion ? "TrySetBindAddressNoPort()" : "SetRawSocketOption(0, 24", after.Text, StringComparison.Ordinal);

        Assert.Equal((NetworkNamespace.EphemeralPorts, SocketError.AddressAlreadyInUse), Exhaust(before, program.Shape));
        Assert.Equal((NetworkNamespace.EphemeralPorts * 4, SocketError.AddressNotAvailable), Exhaust(after, program.Shape));
    }

    /// <summary>Connects to four destinations in turn, and holds all connections, until it fails.</summary>
    private static (int Connections, SocketError Error) Exhaust(ProgramCode code, Shape shape)
    {
        var held = new List<Socket>();
        SocketError error = SocketError.Success;
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() => PumpedThread.Run(async () =>
        {
            using Destinations destinations = shape.IsV6 ? Destinations.FourPorts(IPAddress.IPv6Loopback, 5000) : Destinations.FourAddresses(5000);
            IPAddress source = shape.IsV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
            SocketException e = await Assert.ThrowsAsync<SocketException>(Open);
            error = e.SocketErrorCode;

            Task Open() => shape.IsAsync
                ? run([source, destinations.EndPoints[held.Count % 4], (Func<Socket, Task>)Next])
                : run([source, destinations.EndPoints[held.Count % 4], (Action<Socket>)(connected => Next(connected).GetAwaiter().GetResult())]);

            Task Next(Socket connected)
            {
                held.Add(connected);
                return Open();
            }
        }));
        return (held.Count, error);
    }

    private sealed record Case(Shape Shape, string Option, bool BindsWhenMade, bool WithCompanion)
    {
        public string Text
        {
            get
            {
                string bind = BindsWhenMade ? "" : $"{Shape.Socket}.Bind(new IPEndPoint(source, 0));\n";
                string connected = $"{(Shape.IsAsync ? "await " : "")}connected({Shape.Socket});";
                return Shape.Program(
                    $"IPAddress source, IPEndPoint destination, {(Shape.IsAsync ? "Func<Socket, Task>" : "Action<Socket>")} connected",
                    "",
                    $"{Sharing.Set(Option, Shape.Socket)}{bind}{Shape.Connect("destination")}\n{connected}",
                    BindsWhenMade ? "new TcpClient(new IPEndPoint(source, 0))" : null);
            }
        }

        public override string ToString() =>
            $"{Shape}, {Option}{(BindsWhenMade ? ", bound by its constructor" : "")}{(WithCompanion ? ", with the companion" : "")}";
    }
}
