using System.Net;
using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>PORT0011: a port that a program has found is taken before its server binds it; repaired, it is given to nobody else.</summary>
public class FoundPortProofs
{
    private static readonly Cases<Case> Generated = new(
        from isListener in new[] { false, true }
        from holder in new[] { Holder.Local, Holder.UsingVariable, Holder.UsingBlock }
        from isV6 in new[] { false, true }
        from isWildcard in new[] { false, true }
        select new Case(isListener, holder, isV6, isWildcard));

    public static TheoryData<string> Names => Generated.Names;

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_its_server_has_the_port(string name)
    {
        Case program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: true);
        ProgramCode after = await before.FixedAsync("PORT0011");
        Assert.Empty(await after.FindAsync());

        Assert.Equal(SocketError.AddressAlreadyInUse, ErrorOfServer(before, program.Address));
        Assert.Equal(SocketError.Success, ErrorOfServer(after, program.Address));
    }

    /// <summary>Other programs take every port that they are given, between the program's answer and its server's bind.</summary>
    private static SocketError ErrorOfServer(ProgramCode code, IPAddress address)
    {
        SocketError error = SocketError.SocketError;
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() =>
        {
            int port = 0;
            run([address, (Action<int>)(found => port = found)]).GetAwaiter().GetResult();
            Assert.InRange(port - NetworkNamespace.FirstEphemeralPort, 0, NetworkNamespace.EphemeralPorts - 1);

            using var others = new SocketList();
            SocketError end = Dial.Error(() =>
            {
                while (true)
                    others.Add(PortSharing.Listening(new IPEndPoint(address, 0), PortSharing.None));
            });
            Assert.Equal(SocketError.AddressAlreadyInUse, end);
            error = Dial.Error(() => PortSharing.Listening(new IPEndPoint(address, port), PortSharing.None).Dispose());
        });
        return error;
    }

    private sealed record Case(bool IsListener, Holder Holder, bool IsV6, bool IsWildcard)
    {
        public IPAddress Address => (IsV6, IsWildcard) switch
        {
            (false, false) => IPAddress.Loopback,
            (false, true) => IPAddress.Any,
            (true, false) => IPAddress.IPv6Loopback,
            _ => IPAddress.IPv6Any,
        };

        public string Text
        {
            get
            {
                var shape = new Shape(Holder, IsClient: false, IsAsync: false, IsV6);
                string find = IsListener
                    ? $"{shape.Name}.Start();\nport = ((IPEndPoint){shape.Name}.LocalEndpoint).Port;"
                    : $"{shape.Name}.Bind(new IPEndPoint(address, 0));\nport = ((IPEndPoint){shape.Name}.LocalEndPoint!).Port;";

                // The number is told to the server in a method of its own, as a program does that starts one.
                const string run = "public static void Run(IPAddress address, Action<int> server)";
                const string findPort = "private static void Find(IPAddress address, out int port)";
                const string tell = "\n    {\n        Find(address, out int port);\n        server(port);\n    }\n\n    ";
                return shape
                    .Program("IPAddress address, Action<int> server", "", find, IsListener ? "new TcpListener(address, 0)" : null)
                    .Replace(run, run + tell + findPort, StringComparison.Ordinal);
            }
        }

        public override string ToString() => $"{(IsListener ? "TcpListener" : "Socket")}, {Holder}, {Address}";
    }
}
