using System.Net;
using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0008: a UDP socket with the option has no port after its bind, and receives nothing; repaired, it has one and receives.
/// </summary>
public class DatagramProofs
{
    private static readonly Cases<Case> Generated = new(
        from isClient in new[] { false, true }
        from guard in new[] { "braces", "one line", "helper", "early return" }
        from isV6 in new[] { false, true }
        select new Case(isClient, guard, isV6));

    public static TheoryData<string> Names => Generated.Names;

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_it_has_a_port_and_receives(string name)
    {
        Case program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: false);
        ProgramCode after = await before.FixedAsync("PORT0008");

        Assert.False(Receives(before, program.IsV6));
        Assert.True(Receives(after, program.IsV6));
    }

    private static bool Receives(ProgramCode code, bool isV6)
    {
        var received = false;
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() =>
        {
            IPAddress address = isV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
            Action<Socket> bound = socket =>
            {
                var local = (IPEndPoint)socket.LocalEndPoint!;
                if (local.Port == 0)
                {
                    return;
                }

                using var sender = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                sender.SendTo([7], local);
                var datagram = new byte[1];
                received = socket.Receive(datagram) == 1 && datagram[0] == 7;
            };
            run([address, bound]).GetAwaiter().GetResult();
        });
        return received;
    }

    private sealed record Case(bool IsClient, string Guard, bool IsV6)
    {
        public string Text
        {
            get
            {
                var family = IsV6 ? "AddressFamily.InterNetworkV6" : "AddressFamily.InterNetwork";
                var made = IsClient ? $"new UdpClient({family})" : $"new Socket({family}, SocketType.Dgram, ProtocolType.Udp)";
                var socket = IsClient ? "udp.Client" : "udp";
                var option = $"{socket}.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));";
                var set = Guard switch
                {
                    "braces" => $"if (OperatingSystem.IsLinux())\n{{\n    {option}\n}}\n",
                    "one line" => $"if (OperatingSystem.IsLinux()) {option}\n",
                    "helper" => $"Defer({socket});\n",
                    _ => $"if (!OperatingSystem.IsLinux())\n    return;\n{option}\n",
                };
                return $$"""
                    using System;
                    using System.Net;
                    using System.Net.Sockets;

                    public static class Program
                    {
                        public static void Run(IPAddress address, Action<Socket> bound)
                        {
                            using var udp = {{made}};
                    {{Shape.Indent(Shape.Indent(set))}}
                            {{socket}}.Bind(new IPEndPoint(address, 0));
                            bound({{socket}});
                        }
                    {{(Guard == "helper" ? "\n    private static void Defer(Socket socket)\n    {\n        if (OperatingSystem.IsLinux())\n            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));\n    }\n" : "")}}
                    }

                    """;
            }
        }

        public override string ToString() => $"{(IsClient ? "UdpClient" : "Socket")}, {Guard}, {(IsV6 ? "IPv6" : "IPv4")}";
    }
}
