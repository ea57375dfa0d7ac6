using System.Net;
using System.Net.Sockets;
using PortReuse.FixProofs.Tests.Support;

namespace PortReuse.FixProofs.Tests;

/// <summary>
/// PORT0010: a second listener comes to share the port; repaired, it cannot be bound, and the first is started again at once.
/// </summary>
public class SharedListenerProofs
{
    private static readonly Cases<Case> Generated = new(
        from isListener in new[] { false, true }
        from holder in new[] { Holder.Local, Holder.UsingVariable, Holder.Field }
        from isV6 in new[] { false, true }
        from isDouble in new[] { false, true }
        select new Case(isListener, holder, isV6, isDouble));

    public static TheoryData<string> Names => Generated.Names;

    [NamespaceTheory]
    [MemberData(nameof(Names))]
    public async Task Repaired_nobody_else_can_listen_on_its_port(string name)
    {
        Case program = Generated[name];
        ProgramCode before = ProgramCode.Of(program.Text, withCompanion: false);
        ProgramCode after = await before.FixedAsync("PORT0010");

        Assert.Equal(SocketError.Success, ErrorOfSecond(before, program.IsV6));
        Assert.Equal(SocketError.AddressAlreadyInUse, ErrorOfSecond(after, program.IsV6));
    }

    private static SocketError ErrorOfSecond(ProgramCode code, bool isV6)
    {
        SocketError error = SocketError.SocketError;
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() =>
        {
            var local = new IPEndPoint(isV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback, 5001);
            Action second = () =>
            {
                error = Dial.Error(() => PortSharing.Listening(local, PortSharing.ReuseAddress).Dispose());

                // One connection that the server closes, so that its port is left in TIME_WAIT.
                using var client = new TcpClient(local.AddressFamily);
                client.Connect(local);
            };
            run([local, second]).GetAwaiter().GetResult();

            // A restart takes no option.
            run([local, (Action)(() => { })]).GetAwaiter().GetResult();
        });
        return error;
    }

    private sealed record Case(bool IsListener, Holder Holder, bool IsV6, bool IsDouble)
    {
        public string Text
        {
            get
            {
                var shape = new Shape(Holder, IsClient: false, IsAsync: false, IsV6);
                var socket = IsListener ? $"{shape.Name}.Server" : shape.Name;
                var options = (IsDouble ? SharingStatement.Set(PortSharing.NotExclusive, socket) : "")
                    + SharingStatement.Set(PortSharing.ReuseAddress, socket);
                var listen = IsListener ? $"{shape.Name}.Start();" : $"{shape.Name}.Bind(local);\n{shape.Name}.Listen();";
                var text = shape.Program(
                    "IPEndPoint local, Action listening", "", $"{options}{listen}\nlistening();", IsListener
                        ? "new TcpListener(local)" : null);
                return IsListener ? text.Replace("static Socket _held", "static TcpListener _held", StringComparison.Ordinal) : text;
            }
        }

        public override string ToString() =>
            $"{(IsListener ? "TcpListener" : "Socket")}, {Holder}, {(IsV6 ? "IPv6" : "IPv4")}{(IsDouble ? ", set twice" : "")}";
    }
}
