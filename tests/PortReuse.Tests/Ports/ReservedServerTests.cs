using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PortReuse.Addresses;
using PortReuse.Tests.Connecting;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Ports;

/// <summary>The servers that are told the number of a reserved port: all bind it while it is reserved, and serve on it.</summary>
public class ReservedServerTests
{
    private const string Place = "a reserved port is bound by ";

    public static TheoryData<string, string> Servers
    {
        get
        {
            var servers = new TheoryData<string, string>();
            foreach (var reserved in new[] { "127.0.0.1", "0.0.0.0", "::1", "::" })
            {
                foreach (var listened in new[] { "127.0.0.1", "0.0.0.0", "::1", "::" })
                {
                    servers.Add(reserved, listened);
                }
            }

            return servers;
        }
    }

    /// <summary>The address that is reserved for need not be the one that is listened on.</summary>
    [LinuxTheory(DisplayName = Place + "a TcpListener")]
    [MemberData(nameof(Servers))]
    public void By_a_listener(string reserved, string listened)
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Parse(reserved));
        var address = IPAddress.Parse(listened);
        using var server = new TcpListener(address, reservation.Port);

        server.Start();

        using var client = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(new IPEndPoint(Wildcard.Is(address) ? LoopbackOf(address) : address, reservation.Port));
        using Socket accepted = server.AcceptSocket();
        Connected.ExpectOne(client, accepted);
    }

    [LinuxFact(DisplayName = Place + "TcpListener.Create, of both families at once")]
    public void By_a_dual_mode_listener()
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        using var server = TcpListener.Create(reservation.Port);

        server.Start();

        using Socket client = NewSocket.IPv4();
        client.Connect(reservation.EndPoint);
        server.AcceptSocket().Dispose();
    }

    [LinuxFact(DisplayName = Place + "a SharedPort")]
    public async Task By_a_shared_port()
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);

        await using SharedPort port = SharedPort.Listen(reservation.EndPoint);

        using Socket client = NewSocket.IPv4();
        client.Connect(reservation.EndPoint);
        (await port.AcceptAsync()).Dispose();
    }

    [LinuxTheory(DisplayName = Place + "Kestrel")]
    [InlineData("localhost")]
    [InlineData("any address")]
    [InlineData("127.0.0.1")]
    public async Task By_Kestrel(string listened)
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            if (listened == "localhost")
            {
                kestrel.ListenLocalhost(reservation.Port);
            }
            else if (listened == "any address")
            {
                kestrel.ListenAnyIP(reservation.Port);
            }
            else
            {
                kestrel.Listen(reservation.EndPoint);
            }
        });
        await using WebApplication server = builder.Build();
        server.Run(context => context.Response.WriteAsync("served"));

        await server.StartAsync();

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal("served", await client.GetStringAsync(new Uri($"http://{reservation.EndPoint}/")));
    }

    /// <summary>It is .NET too, and sets what .NET sets by itself.</summary>
    [OtherProgramFact(DisplayName = Place + "a child process")]
    public async Task By_a_child_process()
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);
        ProcessStartInfo start = BenchmarkProgram.StartInfo("--serve", reservation.EndPoint.ToString());
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        using Process server = Process.Start(start)!;

        Assert.Equal("listening", await server.StandardOutput.ReadLineAsync());

        reservation.Dispose();
        using (Socket client = NewSocket.IPv4())
        {
            client.Connect(reservation.EndPoint);
        }

        server.StandardInput.Close(); // Which ends it.
        await server.WaitForExitAsync();
        Assert.Equal(0, server.ExitCode);
    }

    [OtherUserFact(DisplayName = Place + "a server of another user")]
    public void By_another_user()
    {
        using PortReservation reservation = EphemeralPorts.Reserve(IPAddress.Loopback);

        OtherUser.Run(() => ServerSocket.Listening(reservation.EndPoint, PortSharing.RawReuseAddress).Dispose());
    }

    private static IPAddress LoopbackOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback;

    /// <summary>A fact that takes a program beside this one; skipped by name where it is missing.</summary>
    private sealed class OtherProgramFactAttribute : FactAttribute
    {
        public OtherProgramFactAttribute() => Skip =
            !OperatingSystem.IsLinux() ? "needs Linux." :
            BenchmarkProgram.Missing is { } missing ? $"needs the program of the benchmarks, which is not built here: {missing}" :
            null;
    }
}
