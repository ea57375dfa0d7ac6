using System.Net;
using System.Net.Sockets;
using PortReuse.Diagnosis;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;
using Xunit.Abstractions;

namespace PortReuse.Tests.Diagnosis;

/// <summary>Each cause of a failure, brought about on real sockets, and told by looking.</summary>
public class PortErrorsTests(ITestOutputHelper output)
{
    private static readonly IPAddress NotOurs = IPAddress.Parse("192.0.2.1"); // TEST-NET-1, RFC 5737

    [LinuxFact]
    public void Bind_to_an_address_of_another_machine()
    {
        foreach (var port in new[] { 0, 1024 })
        {
            PortException e = ExplainBind(new IPEndPoint(NotOurs, port));

            Assert.Equal(PortErrorCause.AddressNotLocal, e.Cause);
            Assert.Equal(SocketError.AddressNotAvailable, e.SocketErrorCode);
            Assert.Equal(new IPEndPoint(NotOurs, port), e.LocalEndPoint);
        }
    }

    [LinuxTheory]
    [InlineData(PortSharing.None)]
    [InlineData(PortSharing.ReuseAddress)]
    public void Bind_to_a_port_that_is_not_shared(string option)
    {
        using Socket holder = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), option);

        PortException e = ExplainBind((IPEndPoint)holder.LocalEndPoint!);

        Assert.Equal(PortErrorCause.PortNotShared, e.Cause);
        Assert.Equal(SocketError.AddressAlreadyInUse, e.SocketErrorCode);
        Assert.Contains($"a listener on {holder.LocalEndPoint}", e.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// The system says 0 of a connection that has ended, and of one that nobody has accepted: it has no user, and is not root's.
    /// </summary>
    [LinuxFact]
    public void A_connection_in_TIME_WAIT_is_nobody_s()
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        using Socket socket = new OutboundConnector(IPAddress.Parse("127.0.0.77")).Connect(listener.LocalEndPoint!);
        using Socket accepted = listener.Accept();
        IPEndPoint local = socket.GetLocalEndPoint();
        Connected.CloseInTurn(socket, accepted);

        Assert.Equal($"a connection in TIME_WAIT from {local}", PortHolder.Find(local)!.Description);
    }

    [BoundSocketsFact]
    public void Bind_to_a_port_that_a_socket_holds_which_is_only_bound()
    {
        using Socket holder = PortSharing.Bound(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);

        // .NET sets SO_REUSEADDR on both where they are TCP, and two that do not listen then share the port.
        PortException e = ExplainBind((IPEndPoint)holder.LocalEndPoint!, ProtocolType.Unspecified);

        Assert.Equal(PortErrorCause.PortNotShared, e.Cause);
        Assert.Equal(SocketError.AddressAlreadyInUse, e.SocketErrorCode);
        Assert.Contains($"a socket bound to {holder.LocalEndPoint}", e.Message, StringComparison.Ordinal);
    }

    [BoundSocketsFact(inPortRange: true)]
    public void Bind_to_port_0_with_every_port_taken()
    {
        LocalPortRange range = LocalPortRange.FindFree(4);
        using var holders = new SocketList();
        for (var i = 0; i < range.Ports; i++)
        {
            InRange(holders, range).Bind(new IPEndPoint(IPAddress.Loopback, 0));
        }

        Socket socket = InRange(holders, range);
        var e = Assert.IsType<PortException>(Explain(
            () => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0)),
            error => PortErrors.ExplainBind(error, new IPEndPoint(IPAddress.Loopback, 0), socket)));

        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.Contains($"4 of the 4 ports of {range} are taken, 4 of them held by 127.0.0.1", e.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(SocketExtensions.BindForConnect), e.Message, StringComparison.Ordinal);
    }

    [LocalPortRangeTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Connect_with_every_port_taken_for_that_destination(bool bound)
    {
        LocalPortRange range = LocalPortRange.FindFree(4);
        using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 0)]);
        using var holders = new SocketList();
        IPEndPoint? local = bound ? new IPEndPoint(IPAddress.Loopback, 0) : null;
        for (var i = 0; i < range.Ports; i++)
        {
            Prepared().Connect(destination.EndPoints[0]);
        }

        Socket socket = Prepared();
        PortException e = ExplainConnect(socket, local, destination.EndPoints[0]);

        Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
        Assert.Contains($"(4 of the 4 ports of {range} are used by 127.0.0.1 for {destination.EndPoints[0]})", e.Message,
            StringComparison.Ordinal);
        Assert.Equal(local, e.LocalEndPoint);
        Assert.Equal(destination.EndPoints[0], e.RemoteEndPoint);

        Socket Prepared()
        {
            Socket prepared = InRange(holders, range);
            if (local is not null)
            {
                prepared.BindForConnect(local);
            }

            return prepared;
        }
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Connect_where_the_connection_is_there_already(bool accepted)
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        using Socket link = PortSharing.DialerOf(a);
        link.Connect(b.LocalEndPoint!);
        using Socket? other = accepted ? b.Accept() : null;

        // From either side: the connection of the other side may still wait to be accepted here.
        foreach ((Socket from, Socket to) in new[] { (a, b), (b, a) })
        {
            using Socket second = PortSharing.DialerOf(from);
            PortException e = ExplainConnect(second, (IPEndPoint)from.LocalEndPoint!, (IPEndPoint)to.LocalEndPoint!);
            Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
            Assert.Contains("There is a connection from", e.Message, StringComparison.Ordinal);
        }
    }

    [LinuxFact]
    public void An_error_that_has_nothing_to_do_with_ports_stays_as_it_is()
    {
        var refused = new SocketException((int)SocketError.ConnectionRefused);
        var end = new IPEndPoint(IPAddress.Loopback, 1);

        Assert.Same(refused, PortErrors.ExplainConnect(refused, end, end));
        Assert.Same(refused, PortErrors.ExplainBind(refused, end));
    }

    [LinuxFact]
    public void What_was_explained_is_not_explained_again()
    {
        PortException e = PortErrors.SelfConnect(new IPEndPoint(IPAddress.Loopback, 1024));

        Assert.Equal(PortErrorCause.SelfConnect, e.Cause);
        Assert.Same(e, PortErrors.ExplainConnect(e, e.LocalEndPoint, e.RemoteEndPoint!));
    }

    /// <summary>Where bound sockets are not shown, they may have every port.</summary>
    [BoundSocketsFact]
    public void Where_nothing_is_found_the_cause_is_unknown()
    {
        var error = new SocketException((int)SocketError.AddressNotAvailable);

        SocketException e = PortErrors.ExplainConnect(error, new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 1));

        Assert.Equal(PortErrorCause.Unknown, Assert.IsType<PortException>(e).Cause);
        Assert.Contains("not full", e.Message, StringComparison.Ordinal);
    }

    private PortException ExplainBind(IPEndPoint local, ProtocolType protocol = ProtocolType.Tcp)
    {
        using var socket = new Socket(local.AddressFamily, SocketType.Stream, protocol);
        return Assert.IsType<PortException>(Explain(() => socket.Bind(local), error => PortErrors.ExplainBind(error, local, socket)));
    }

    private PortException ExplainConnect(Socket socket, IPEndPoint? local, IPEndPoint remote) => Assert.IsType<PortException>(
        Explain(() => socket.Connect(remote), error => PortErrors.ExplainConnect(error, local, remote, socket)));

    private SocketException Explain(Action action, Func<SocketException, SocketException> explain)
    {
        SocketException original = Assert.ThrowsAny<SocketException>(action);
        SocketException e = explain(original);
        output.WriteLine(e.Message);
        Assert.Same(original, e.InnerException);
        return e;
    }

    private static Socket InRange(SocketList sockets, LocalPortRange range)
    {
        Socket socket = sockets.Add(NewSocket.IPv4());
        Assert.True(socket.TrySetLocalPortRange(range.Low, range.High));
        return socket;
    }
}
