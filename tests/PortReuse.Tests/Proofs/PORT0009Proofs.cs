using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Proofs;

/// <summary>A dialer is bound to a listener's port only where both share it; a socket that lacks the option fails each time.</summary>
public class PORT0009Proofs
{
    private static readonly string[] SharingOptions = [PortSharing.ReuseAddress, PortSharing.NotExclusive, PortSharing.RawReusePort];
    private static readonly string[] OtherOptions = [PortSharing.None, PortSharing.RawReuseAddress];

    /// <summary>Every option of the listener with every option of the dialer, and whether the dialer's bind succeeds.</summary>
    public static TheoryData<string, string, bool> Table
    {
        get
        {
            var table = new TheoryData<string, string, bool>();
            foreach (var listener in SharingOptions.Concat(OtherOptions))
            {
                foreach (var dialer in SharingOptions.Concat(OtherOptions))
                {
                    table.Add(listener, dialer, SharingOptions.Contains(listener) && SharingOptions.Contains(dialer));
                }
            }

            return table;
        }
    }

    [LinuxTheory]
    [MemberData(nameof(Table))]
    public void The_dialer_is_bound_where_both_have_SO_REUSEPORT_and_nowhere_else(string listenerOption, string dialerOption, bool bound)
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), listenerOption);

        ExpectBind(bound, (IPEndPoint)listener.LocalEndPoint!, dialerOption);
    }

    [LinuxTheory]
    [InlineData("0.0.0.0", "127.0.0.1", PortSharing.ReuseAddress, PortSharing.ReuseAddress, true)]
    [InlineData("0.0.0.0", "127.0.0.1", PortSharing.None, PortSharing.ReuseAddress, false)]
    [InlineData("0.0.0.0", "127.0.0.1", PortSharing.ReuseAddress, PortSharing.None, false)]
    [InlineData("127.0.0.1", "0.0.0.0", PortSharing.ReuseAddress, PortSharing.ReuseAddress, true)]
    [InlineData("127.0.0.1", "0.0.0.0", PortSharing.None, PortSharing.None, false)]
    [InlineData("::", "::1", PortSharing.ReuseAddress, PortSharing.ReuseAddress, true)]
    [InlineData("::", "::1", PortSharing.None, PortSharing.ReuseAddress, false)]
    [InlineData("127.0.0.1", "127.0.0.2", PortSharing.None, PortSharing.None, true)]
    [InlineData("127.0.0.1", "127.0.0.2", PortSharing.ReuseAddress, PortSharing.None, true)]
    public void A_wildcard_address_overlaps_with_each_address_and_two_addresses_do_not_overlap(
        string listenerAddress, string dialerAddress, string listenerOption, string dialerOption, bool bound)
    {
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Parse(listenerAddress), 0), listenerOption);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        ExpectBind(bound, new IPEndPoint(IPAddress.Parse(dialerAddress), port), dialerOption);
    }

    [LinuxTheory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_dual_mode_wildcard_listener_holds_the_port_of_IPv4_too(bool dualMode, bool bound)
    {
        using Socket listener = dualMode ? NewSocket.DualMode() : NewSocket.IPv6();
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        listener.Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        ExpectBind(bound, new IPEndPoint(IPAddress.Loopback, port), PortSharing.None);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_option_that_the_listener_gets_after_its_bind_or_its_listen_is_in_time_for_the_dialer(bool afterListen)
    {
        using Socket listener = PortSharing.Bound(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        if (afterListen)
        {
            listener.Listen();
        }

        PortSharing.Set(listener, PortSharing.ReuseAddress);
        if (!afterListen)
        {
            listener.Listen();
        }

        ExpectBind(true, (IPEndPoint)listener.LocalEndPoint!, PortSharing.ReuseAddress);
    }

    /// <remarks>
    /// .NET sets SO_REUSEADDR at each bind of a TCP socket, and with it the kernel refuses a port only for the sake of one that listens.
    /// </remarks>
    [LinuxFact]
    public void Until_the_listener_listens_a_dialer_is_bound_without_any_option()
    {
        using Socket listener = PortSharing.Bound(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);
        ExpectBind(true, (IPEndPoint)listener.LocalEndPoint!, PortSharing.None);

        listener.Listen();
        ExpectBind(false, (IPEndPoint)listener.LocalEndPoint!, PortSharing.None);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_TcpListener_and_a_TcpClient_are_no_exception(bool shared)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        if (shared)
        {
            listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }

        listener.Start();

        // The constructor binds, before an option can be set.
        var thrown = Assert.Throws<SocketException>(() => new TcpClient((IPEndPoint)listener.LocalEndpoint));
        Assert.Equal(SocketError.AddressAlreadyInUse, thrown.SocketErrorCode);

        // It has left its socket to the finalizer, and other tests count sockets.
        GC.Collect();
        GC.WaitForPendingFinalizers();

        ExpectBind(shared, (IPEndPoint)listener.LocalEndpoint, PortSharing.ReuseAddress);
    }

    [LinuxFact]
    public void Repaired_the_dialer_connects_from_the_listener_s_port()
    {
        using Socket peer = PortSharing.SharedListener();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();

        using Socket socket = NewSocket.IPv4();
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(listener.LocalEndpoint);
        socket.Connect(peer.LocalEndPoint!);

        using Socket accepted = peer.Accept();
        Assert.Equal(listener.LocalEndpoint, accepted.RemoteEndPoint);
    }

    private static void ExpectBind(bool bound, IPEndPoint local, string option)
    {
        Exception? thrown = Record.Exception(() => PortSharing.Bound(local, option).Dispose());
        Assert.Equal(bound ? null : SocketError.AddressAlreadyInUse, (thrown as SocketException)?.SocketErrorCode);
        Assert.True(thrown is null or SocketException, thrown?.ToString());
    }
}
