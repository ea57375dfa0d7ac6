using System.Net;
using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0004: the first address refuses, and the program leaves from another source than it was bound to; repaired, it keeps its source, and
/// its port where that was chosen.
/// </summary>
public class LostAddressProofs
{
    private const int ChosenPort = 15005;

    private static readonly IPAddress Source = IPAddress.Parse("127.0.0.77");

    private static readonly Cases<Case> Generated = new(Shape.All.Where(shape => !shape.IsV6).SelectMany(CasesOf));

    public static TheoryData<string> Names => Generated.Names;

    [HostNameTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_it_keeps_its_source(string name)
    {
        Case program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, program.WithCompanion);
        ProgramCode after = await before.FixedAsync("PORT0004");
        Assert.Equal(program.IsForConnector, after.Text.Contains("new OutboundConnector(", StringComparison.Ordinal));

        Assert.NotEqual(Source, SourceOf(before, program.Shape).Address);
        IPEndPoint source = SourceOf(after, program.Shape);
        Assert.Equal(Source, source.Address);
        Assert.True(program.Port == 0 || source.Port == ChosenPort, $"{source}\n{after.Text}");
    }

    /// <summary>As the peer sees it.</summary>
    /// <remarks>
    /// .NET makes the second socket of an asynchronous connect on another thread, and so outside of a namespace of this one.
    /// </remarks>
    private static IPEndPoint SourceOf(ProgramCode code, Shape shape)
    {
        IPEndPoint? source = null;
        Func<object[], Task> run = code.Compiled();
        Action<Action> inside = shape.IsAsync ? action => action() : NetworkNamespace.Run;
        inside(() => HostName.Run(addresses => PumpedThread.Run(async () =>
        {
            using var target = new RefusingThenListening(addresses);
            await run(
            [
                Source,
                addresses,
                HostName.Name,
                target.Port,
                (Action<Socket>)(connected =>
                {
                    using Socket accepted = target.Listener.Accept();
                    Assert.Equal(connected.LocalEndPoint, accepted.RemoteEndPoint);
                    source = (IPEndPoint)accepted.RemoteEndPoint!;
                }),
            ]);
        })));
        return source!;
    }

    private static IEnumerable<Case> CasesOf(Shape shape)
    {
        var canBindWhenMade = shape.IsClient && shape.Holder is Holder.Local or Holder.UsingVariable;
        foreach (var port in new[] { 0, ChosenPort })
        {
            yield return new Case(shape, Target.Array, port, canBindWhenMade && port == 0, WithCompanion: false);

            // The thread alone sees the name, and asynchronous resolution is done on another one.
            if (!shape.IsAsync)
            {
                yield return new Case(shape, Target.Name, port, canBindWhenMade && port != 0, WithCompanion: port != 0);
                yield return new Case(shape, Target.DnsEndPoint, port, BindsWhenMade: false, WithCompanion: port == 0);
            }

            if (shape.Holder == Holder.Local && !(shape.IsClient && port == 0))
            {
                yield return new Case(shape, Target.Retry, port, BindsWhenMade: false, WithCompanion: false);
            }
        }
    }

    /// <summary>In a private network namespace, with a host name of two addresses.</summary>
    private sealed class HostNameTheoryAttribute : TheoryAttribute
    {
        public HostNameTheoryAttribute() => Skip = NetworkNamespace.ReasonItIsMissing ?? HostName.ReasonItIsMissing;
    }

    private enum Target
    {
        Array,
        Name,
        DnsEndPoint,
        Retry,
    }

    private sealed record Case(Shape Shape, Target Target, int Port, bool BindsWhenMade, bool WithCompanion)
    {
        /// <summary>A socket that is made, bound and connected, one after the other, and only that.</summary>
        public bool IsForConnector => WithCompanion && !Shape.IsClient && Shape.Holder is Holder.Local or Holder.UsingVariable;

        public string Text
        {
            get
            {
                var end = $"new IPEndPoint(source, {Port})";
                var bind = BindsWhenMade ? "" : $"{Shape.Socket}.Bind({end});\n";
                const string Parameters = "IPAddress source, IPAddress[] addresses, string host, int port, Action<Socket> connected";
                if (Target == Target.Retry)
                {
                    var again = $$"""
                        foreach (var address in addresses)
                        {
                            try
                            {
                                {{Shape.Connect("new IPEndPoint(address, port)")}}
                                connected({{Shape.Socket}});
                                break;
                            }
                            catch (SocketException)
                            {
                                Console.Error.WriteLine(address);
                            }
                        }
                        """;

                    // What is disposed of behind the loop is out of reach once each attempt has a socket of its own.
                    var program = Shape.Program(Parameters, "", bind + again);
                    return program.Replace($"        {Shape.Name}.Dispose();\n", "", StringComparison.Ordinal);
                }

                var target = Target switch
                {
                    Target.Array => "addresses, port",
                    Target.Name => "host, port",
                    _ => "new DnsEndPoint(host, port)",
                };
                if (Shape.IsClient && Target == Target.DnsEndPoint)
                {
                    return Shape.Program(Parameters, "", $"{bind}{Shape.Socket}.Connect({target});\nconnected({Shape.Socket});");
                }

                return Shape.Program(
                    Parameters, "", $"{bind}{Shape.Connect(target)}\nconnected({Shape.Socket});", BindsWhenMade
                        ? $"new TcpClient({end})" : null);
            }
        }

        public override string ToString() =>
            $"{Shape}, {Target}, port {Port}{(BindsWhenMade ? ", bound by its constructor" : "")}"
            + (WithCompanion ? ", with the companion" : "");
    }
}
