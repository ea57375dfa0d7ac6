using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PortReuse.Diagnosis;
using PortReuse.Scan.Commands;
using PortReuse.Scan.Ports;
using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests;

[Collection(nameof(Console))]
public sealed class PortsTests
{
    private static readonly IPAddress Plain = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Deferred = IPAddress.Parse("127.0.0.3");
    private static readonly IPAddress Held = IPAddress.Parse("127.0.0.4");
    private static readonly IPAddress Ended = IPAddress.Parse("127.0.0.5");

    private static readonly PortsReport Invented = new(
        DateTimeOffset.UnixEpoch,
        new EphemeralPortSettings { Range = new PortRange(40000, 40031), TimeWaitReuse = 2 },
        ShownSockets.All,
        [new(Plain, 20, 3, 16, 1, 0, [new(new IPEndPoint(IPAddress.Loopback, 9000), 17, IsPastHalf: true)])],
        [new(4242, "leaky", Plain, 3, 16)],
        HiddenProcesses: 7);

    /// <summary>The range has 32 ports.</summary>
    [NamespaceFact]
    public void Counts_what_each_address_holds_and_names_who_binds_plainly()
    {
        NetworkNamespace.Run(() =>
        {
            var destination = new IPEndPoint(IPAddress.Loopback, 9000);
            using var listener = NewSocket.IPv4();
            listener.Bind(destination);
            listener.Listen(64);
            var open = new List<Socket>();
            for (var i = 0; i < 17; i++)
            {
                Connect(Plain, noPort: false);
            }

            for (var i = 0; i < 3; i++)
            {
                Connect(Deferred, noPort: true);
            }

            Connect(IPAddress.Loopback, noPort: true);
            Bind(Held);
            Bind(Held);
            End(Connect(Ended, noPort: true));

            var report = PortsSurvey.Take();

            Assert.Equal((32, NetworkNamespace.FirstEphemeralPort), (report.Settings.UsableCount, report.Settings.Range!.Value.Low));
            Assert.Equal((17, 0, 17, 0), Counts(Plain));
            Assert.Equal((3, 0, 3, 0), Counts(Deferred));
            Assert.Equal((1, 0, 1, 0), Counts(IPAddress.Loopback));
            Assert.Equal((2, 2, 0, 0), Counts(Held));
            Assert.Equal((1, 0, 0, 1), Counts(Ended));

            // Only the address with 17 of the 32 is past the half.
            var (source, past) = Assert.Single(report.PastHalf);
            Assert.Equal((Plain, destination, 17), (source, past.Destination, past.Ports));

            Assert.Equal(
                [(Environment.ProcessId, Plain, 0, 17), (Environment.ProcessId, Held, 2, 0)],
                report.Takers.Select(taker => (taker.ProcessId!.Value, taker.Source, taker.Bound, taker.Connected)));
            open.ForEach(socket => socket.Dispose());

            Socket Bind(IPAddress address)
            {
                var socket = NewSocket.IPv4();
                socket.Bind(new IPEndPoint(address, 0));
                open.Add(socket);
                return socket;
            }

            (Socket Client, Socket Server) Connect(IPAddress address, bool noPort)
            {
                var client = NewSocket.IPv4();
                if (noPort)
                {
                    RawOption.Set(client, RawOption.IpLevel, RawOption.BindAddressNoPort);
                }

                client.Bind(new IPEndPoint(address, 0));
                client.Connect(destination);
                var server = listener.Accept();
                open.AddRange([client, server]);
                return (client, server);
            }

            (int Held, int Bound, int Connected, int TimeWait) Counts(IPAddress address)
            {
                var source = report.Sources.Single(source => source.Address.Equals(address));
                return (source.Held, source.Bound, source.Connected, source.TimeWait);
            }
        });
    }

    [Fact]
    public async Task A_program_reads_an_object_on_a_line()
    {
        var (exitCode, output) = await RunAsync(isJson: true, interval: null, () => Invented);

        Assert.Equal(0, exitCode);
        var report = JsonDocument.Parse(Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        Assert.Equal(32, report.GetProperty("usable").GetInt32());
        Assert.Equal("2", report.GetProperty("settings").GetProperty("net.ipv4.tcp_tw_reuse").GetString());
        Assert.True(report.GetProperty("sources")[0].GetProperty("destinations")[0].GetProperty("isPastHalf").GetBoolean());
        Assert.Equal("leaky", report.GetProperty("plainBinds")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_human_reads_tables()
    {
        var (_, output) = await RunAsync(isJson: false, interval: null, () => Invented);

        Assert.Matches(@"net\.ipv4\.ip_local_port_range +40000 40031 +32 ports to choose from", output);
        Assert.Matches(@"127\.0\.0\.2 +20 +62\.5 % +3 +16 +1 +0 +127\.0\.0\.1:9000 \(17\)", output);
        Assert.Contains("127.0.0.2 uses half of the ports or more towards 127.0.0.1:9000: 17 of 32.", output, StringComparison.Ordinal);
        Assert.Matches(@"leaky \(4242\) +127\.0\.0\.2 +3 +16", output);
        Assert.Contains("7 processes do not show their sockets to this user.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looks_again_until_it_is_interrupted()
    {
        using var interrupt = new CancellationTokenSource();
        var looks = 0;

        var (exitCode, output) = await RunAsync(
            isJson: true,
            TimeSpan.FromMilliseconds(1),
            () =>
            {
                if (++looks == 3)
                {
                    interrupt.Cancel();
                }

                return Invented;
            },
            interrupt.Token);

        Assert.Equal((0, 3), (exitCode, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Fact]
    public void An_interval_that_is_none_is_refused() => Assert.Equal(2, CommandRun.Run("ports", "--interval", "0").ExitCode);

    private static void End((Socket Client, Socket Server) connection)
    {
        // Who closes first waits; it does when the other side has closed too, which takes no time on loopback.
        connection.Client.Shutdown(SocketShutdown.Both);
        Assert.Equal(0, connection.Server.Receive(new byte[1]));
        connection.Server.Dispose();
        connection.Client.Dispose();
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(
        bool isJson, TimeSpan? interval, Func<PortsReport> look, CancellationToken cancellation = default)
    {
        var output = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            return (await PortsCommand.RunAsync(isJson, interval, look, cancellation), printed.ToString());
        }
        finally
        {
            Console.SetOut(output);
        }
    }
}
