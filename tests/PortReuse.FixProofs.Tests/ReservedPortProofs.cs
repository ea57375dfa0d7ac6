using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0001 and PORT0002: bound to port 0, a program has one connection for each ephemeral port; repaired, one for each port and
/// destination.
/// </summary>
public class ReservedPortProofs
{
    private static readonly string[] Options =
        [PortSharing.None, PortSharing.ReuseAddress, PortSharing.NotExclusive, PortSharing.RawReusePort, PortSharing.RawReuseAddress];

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
        ProgramCode after = await before.FixedAsync(program.Option == PortSharing.None ? "PORT0002" : "PORT0001");
        Assert.Contains(program.WithCompanion ? "BindForConnect(" : "SetRawSocketOption(0, 24", after.Text, StringComparison.Ordinal);

        Assert.Equal(Exhaustion.OnceForEachPort, Exhaustion.Run(before, program.Shape));
        Assert.Equal(Exhaustion.OnceForEachPortAndDestination, Exhaustion.Run(after, program.Shape));
    }

    private sealed record Case(Shape Shape, string Option, bool BindsWhenMade, bool WithCompanion)
    {
        public string Text
        {
            get
            {
                var bind = BindsWhenMade ? "" : $"{Shape.Socket}.Bind(new IPEndPoint(source, 0));\n";
                return Shape.Program(
                    Exhaustion.Parameters(Shape),
                    "",
                    $"{SharingStatement.Set(Option, Shape.Socket)}{bind}{Shape.Connect("destination")}\n{Exhaustion.Connected(Shape)}",
                    BindsWhenMade ? "new TcpClient(new IPEndPoint(source, 0))" : null);
            }
        }

        public override string ToString() =>
            $"{Shape}, {Option}{(BindsWhenMade ? ", bound by its constructor" : "")}{(WithCompanion ? ", with the companion" : "")}";
    }
}
