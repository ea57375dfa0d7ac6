using System.Net;
using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0006: a program that reads its local endpoint too early has port 0 for ever; repaired, it knows the port that its peer sees, be it
/// by a later read or by the companion's method.
/// </summary>
public class EarlyReadProofs
{
    private static readonly Cases<Case> Generated = new(
        from shape in Shape.All
        from isUsedBetween in new[] { false, true }
        select new Case(shape, isUsedBetween));

    public static TheoryData<string> Names => Generated.Names;

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_it_knows_its_port(string name)
    {
        Case program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: program.IsUsedBetween);
        ProgramCode after = await before.FixedAsync("PORT0006");
        Assert.Empty(await after.FindAsync());
        Assert.Equal(program.IsUsedBetween, after.Text.Contains("GetLocalEndPoint()", StringComparison.Ordinal));

        (var read, var known, var seen) = Run(before, program.Shape);
        Assert.Equal((program.IsUsedBetween ? null : 0, 0), (read, known));
        Assert.NotEqual(0, seen);

        (read, known, seen) = Run(after, program.Shape);
        Assert.Equal((program.IsUsedBetween ? null : seen, seen), (read, known));
    }

    /// <summary>The port that the program has kept, the one that its socket says later, and the one that the peer sees.</summary>
    private static (int? Read, int Known, int Seen) Run(ProgramCode code, Shape shape)
    {
        (int, int)? result = null;
        EndPoint? read = null;
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() => PumpedThread.Run(async () =>
        {
            IPAddress address = shape.IsV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
            using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new IPEndPoint(address, 5000));
            listener.Listen();
            await run(
            [
                address,
                listener.LocalEndPoint!,
                (Action<EndPoint?>)(end => read = end),
                (Action<Socket>)(connected =>
                {
                    using Socket accepted = listener.Accept();
                    result = (((IPEndPoint)connected.LocalEndPoint!).Port, ((IPEndPoint)accepted.RemoteEndPoint!).Port);
                }),
            ]);
        }));
        return ((read as IPEndPoint)?.Port, result!.Value.Item1, result.Value.Item2);
    }

    private sealed record Case(Shape Shape, bool IsUsedBetween)
    {
        public string Text
        {
            get
            {
                var read = IsUsedBetween ? $"GC.KeepAlive({Shape.Socket}.LocalEndPoint);\n" : $"var local = {Shape.Socket}.LocalEndPoint;\n";
                return Shape.Program(
                    "IPAddress source, IPEndPoint destination, Action<EndPoint?> log, Action<Socket> connected",
                    "",
                    $"if (OperatingSystem.IsLinux())\n    {Shape.Socket}.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));\n{Shape.Socket}.Bind(new IPEndPoint(source, 0));\n"
                    + $"{read}{Shape.Connect("destination")}\n{(IsUsedBetween ? "" : "log(local);\n")}connected({Shape.Socket});");
            }
        }

        public override string ToString() => $"{Shape}{(IsUsedBetween ? ", used at once" : ", kept in a variable")}";
    }
}
