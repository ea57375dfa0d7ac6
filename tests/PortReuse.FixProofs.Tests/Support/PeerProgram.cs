using System.Net;
using System.Net.Sockets;

namespace PortReuse.FixProofs.Tests.Support;

/// <summary>A program that listens, and dials from the port that it listens on: what PORT0003 and PORT0009 are about.</summary>
internal sealed record PeerProgram(Shape Shape, string Listener, string ListenersOption, string DialersOption,
    bool BindsWhenMade, string Bind)
{
    public const string OfListener = "the listener's LocalEndPoint";
    public const string OfArgument = "the same argument";

    private const string ListeningSocket = "Socket";

    public string Text
    {
        get
        {
            var isSocket = Listener == ListeningSocket;
            var listen = isSocket
                ? $"var listener = new Socket({Shape.Family}, SocketType.Stream, ProtocolType.Tcp);\n"
                    + $"{SharingStatement.Set(ListenersOption, "listener")}listener.Bind(local);\nlistener.Listen();"
                : $"var listener = new TcpListener(local);\n{SharingStatement.Set(ListenersOption, "listener.Server")}listener.Start();";
            var local = Bind == OfArgument ? "local" : isSocket ? "(IPEndPoint)listener.LocalEndPoint!" : "(IPEndPoint)listener.LocalEndpoint";
            var bind = BindsWhenMade ? "" : $"{Shape.Socket}.Bind({local});\n";
            return Shape.Program(
                "IPEndPoint local, IPEndPoint remote, Action listening, Action<Socket> connected",
                $"{listen}\nlistening();",
                $"{SharingStatement.Set(DialersOption, Shape.Socket)}{Shape.Name}.NoDelay = true;\n{bind}{Shape.Connect("remote")}\nconnected({Shape.Socket});",
                BindsWhenMade ? $"new TcpClient({local})" : null);
        }
    }

    public override string ToString() =>
        $"{Shape}, beside a {Listener} with {ListenersOption}, has {DialersOption}, bound {(BindsWhenMade ? "by its constructor " : "")}to {Bind}";

    /// <summary>Runs it against a peer, that has connected to it before it dials itself, or has not.</summary>
    /// <returns>Whether it left from its listener's port, and whether it kept its other options.</returns>
    public static (bool FromListenersPort, bool NoDelay) Run(ProgramCode code, Shape shape, bool peerIsFirst)
    {
        (bool, bool)? result = null;
        Func<object[], Task> run = code.Compiled();
        NetworkNamespace.Run(() => PumpedThread.Run(async () =>
        {
            IPAddress address = shape.IsV6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
            var (local, remote) = (new IPEndPoint(address, 5001), new IPEndPoint(address, 5002));
            using Socket peer = PortSharing.Listening(remote, PortSharing.ReuseAddress);
            Socket? peersOwn = null;
            await run(
            [
                local,
                remote,
                (Action)(() =>
                {
                    if (peerIsFirst)
                    {
                        peersOwn = PortSharing.Bound(remote, PortSharing.ReuseAddress);
                        peersOwn.Connect(local);
                    }
                }),
                (Action<Socket>)(connected =>
                {
                    using Socket accepted = peer.Accept();
                    Assert.Equal(connected.LocalEndPoint, accepted.RemoteEndPoint);
                    result = (((IPEndPoint)connected.LocalEndPoint!).Port == local.Port, connected.NoDelay);
                }),
            ]);
            peersOwn?.Dispose();
        }));
        return result!.Value;
    }

    public static SocketError ErrorOf(ProgramCode code, Shape shape, bool peerIsFirst) =>
        Assert.Throws<SocketException>(() => { Run(code, shape, peerIsFirst); }).SocketErrorCode;
}
