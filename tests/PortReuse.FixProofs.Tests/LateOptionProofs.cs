using System.Net;
using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0005: an option that is set after the bind has no effect, or throws; repaired, it has the effect that it was meant for.
/// </summary>
public class LateOptionProofs
{
    private const string NoPort = "if (OperatingSystem.IsLinux())\n    $.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));\n";
    private const string Exclusive = "$.ExclusiveAddressUse = true;\n";
    private const string Dual = "$.DualMode = true;\n";

    private static readonly bool[] Either = [false, true];

    private static readonly Cases<Case> Deferred = Of(NoPort, shape => true);
    private static readonly Cases<Case> Shared = Of(SharingStatement.Set(PortSharing.ReuseAddress, "$"), shape => true);
    private static readonly Cases<Case> Exclusives = Of(Exclusive, shape => true);

    // A client that is made by an endpoint is for the family of that.
    private static readonly Cases<Case> Duals = Of(Dual, shape => shape is { IsV6: true, IsClient: false });

    public static TheoryData<string> NamesOfDeferred => Deferred.Names;

    public static TheoryData<string> NamesOfShared => Shared.Names;

    public static TheoryData<string> NamesOfExclusive => Exclusives.Names;

    public static TheoryData<string> NamesOfDual => Duals.Names;

    [NamespaceTheory]
    [MemberData(nameof(NamesOfDeferred))]
    public async Task The_choice_of_the_port_is_left_to_the_connect(string name)
    {
        (ProgramCode before, ProgramCode after) = await FixedAsync(Deferred[name]);

        Assert.Equal(Exhaustion.OnceForEachPort, Exhaustion.Run(before, Deferred[name].Shape));
        Assert.Equal(Exhaustion.OnceForEachPortAndDestination, Exhaustion.Run(after, Deferred[name].Shape));
    }

    /// <summary>
    /// With a listener that shares it, and with the connections to the other destinations, which are held. (Sockets that all only connect
    /// share a port without the option.)
    /// </summary>
    [NamespaceTheory]
    [MemberData(nameof(NamesOfShared))]
    public async Task The_port_is_shared(string name)
    {
        Shape shape = Shared[name].Shape;
        (ProgramCode before, ProgramCode after) = await FixedAsync(Shared[name]);

        Assert.Equal(SocketError.AddressAlreadyInUse, Assert
            .Throws<SocketException>(() => ConnectFromOnePort(before, shape, besideListener: true)).SocketErrorCode);
        Assert.Equal(4, ConnectFromOnePort(after, shape, besideListener: true));
    }

    [NamespaceTheory]
    [MemberData(nameof(NamesOfExclusive))]
    public Task The_option_does_not_throw(string name) => AssertThrowsNoMoreAsync<InvalidOperationException>(Exclusives[name]);

    [NamespaceTheory]
    [MemberData(nameof(NamesOfDual))]
    public Task Both_families_do_not_throw(string name) => AssertThrowsNoMoreAsync<SocketException>(Duals[name]);

    private static async Task AssertThrowsNoMoreAsync<T>(Case program)
        where T : Exception
    {
        (ProgramCode before, ProgramCode after) = await FixedAsync(program);

        Assert.Throws<T>(() => ConnectFromOnePort(before, program.Shape, destinations: 1));
        Assert.Equal(1, ConnectFromOnePort(after, program.Shape, destinations: 1));
    }

    private static async Task<(ProgramCode Before, ProgramCode After)> FixedAsync(Case program)
    {
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: false);
        ProgramCode after = await before.FixedAsync("PORT0005");
        Assert.Empty(await after.FindAsync());
        return (before, after);
    }

    /// <summary>To how many destinations it connects, one after the other, holding the connections.</summary>
    private static int ConnectFromOnePort(ProgramCode code, Shape shape, int destinations = 4, bool besideListener = false)
    {
        var held = new List<Socket>();
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() => PumpedThread.Run(async () =>
        {
            IPAddress source = shape.IsV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
            using Destinations all = shape.IsV6 ? Destinations.FourPorts(IPAddress.IPv6Loopback, 5000) : Destinations.FourAddresses(5000);
            using Socket? listener = besideListener ? PortSharing
                .Listening(new IPEndPoint(source, Case.ChosenPort), PortSharing.ReuseAddress) : null;
            await Open();

            Task Open() => shape.IsAsync
                ? run([source, all.EndPoints[held.Count], (Func<Socket, Task>)Next])
                : run([source, all.EndPoints[held.Count], (Action<Socket>)(connected => Next(connected).GetAwaiter().GetResult())]);

            Task Next(Socket connected)
            {
                Assert.Equal(Case.ChosenPort, ((IPEndPoint)connected.LocalEndPoint!).Port);
                held.Add(connected);
                return held.Count < destinations ? Open() : Task.CompletedTask;
            }
        }));
        return held.Count;
    }

    private static Cases<Case> Of(string option, Func<Shape, bool> isWanted) => new(
        from shape in Shape.All
        where isWanted(shape)
        from bindsWhenMade in Either
        where shape.IsClient || !bindsWhenMade
        select new Case(shape, option, bindsWhenMade));

    private sealed record Case(Shape Shape, string Option, bool BindsWhenMade)
    {
        public const int ChosenPort = 15007;

        public string Text
        {
            get
            {
                var end = $"new IPEndPoint(source, {(Option == NoPort ? 0 : ChosenPort)})";
                var bind = BindsWhenMade ? "" : $"{Shape.Socket}.Bind({end});\n";
                var option = Option.Replace("$", Shape.Socket, StringComparison.Ordinal);
                return Shape.Program(
                    Exhaustion.Parameters(Shape),
                    "",
                    $"{bind}{option}{Shape.Connect("destination")}\n{Exhaustion.Connected(Shape)}",
                    BindsWhenMade ? $"new TcpClient({end})" : null);
            }
        }

        public override string ToString() => $"{Shape}{(BindsWhenMade ? ", bound by its constructor" : "")}";
    }
}
