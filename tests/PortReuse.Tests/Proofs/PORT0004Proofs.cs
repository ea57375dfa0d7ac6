using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Proofs;

/// <summary>
/// A bound socket whose connect has failed is another one at the next attempt: .NET makes a new socket in its place, and does not bind
/// it again.
/// </summary>
public class PORT0004Proofs
{
    private static readonly IPAddress Source = IPAddress.Parse("127.0.0.77");

    /// <summary>Every way to go on after a refusal, from a port of the kernel's choice and from one of the program's.</summary>
    public static TheoryData<string, bool, string> EachWay => Cross(PortSharing.None, PortSharing.ReuseAddress, PortSharing.NotExclusive);

    /// <summary>The same, for sockets that .NET does not know all options of.</summary>
    public static TheoryData<string, bool, string> EachWayWithARawOption => Cross(PortSharing.RawReuseAddress, PortSharing.RawReusePort);

    [LinuxTheory]
    [MemberData(nameof(EachWay))]
    public async Task It_leaves_from_another_address_without_a_word(string way, bool chosenPort, string option)
    {
        using var target = new RefusingThenListening();
        using var client = new TcpClient(AddressFamily.InterNetwork);
        BindToSource(client.Client, chosenPort, option);

        if (OldestDotNet.Refuses(option))
        {
            await ExpectEnd(way, client, target);
            return;
        }

        await SecondAddress.By(way, client, target);

        using Socket accepted = target.Listener.Accept();
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
        Assert.Equal(accepted.RemoteEndPoint, client.Client.LocalEndPoint);
    }

    [LinuxFact]
    public void LocalEndPoint_that_was_read_before_says_the_lost_address_for_ever()
    {
        using var target = new RefusingThenListening();
        using Socket socket = NewSocket.IPv4();
        socket.Bind(new IPEndPoint(Source, 0));
        EndPoint bound = socket.LocalEndPoint!;

        socket.Connect(target.Addresses, target.Port);

        using Socket accepted = target.Listener.Accept();
        Assert.Equal(bound, socket.LocalEndPoint);
        Assert.NotEqual(bound, accepted.RemoteEndPoint);
        Assert.Equal(accepted.RemoteEndPoint, socket.GetLocalEndPoint());
    }

    [LinuxTheory]
    [MemberData(nameof(EachWayWithARawOption))]
    public async Task With_a_raw_option_it_does_not_go_on(string way, bool chosenPort, string option)
    {
        using var target = new RefusingThenListening();
        using var client = new TcpClient(AddressFamily.InterNetwork);
        BindToSource(client.Client, chosenPort, option);

        await ExpectEnd(way, client, target);
    }

    [LinuxTheory]
    [InlineData("Connect(IPAddress[])")]
    [InlineData("Connect again")]
    public async Task With_IP_BIND_ADDRESS_NO_PORT_or_once_the_handle_was_asked_for_it_does_not_either(string way)
    {
        using var target = new RefusingThenListening();
        using (var client = new TcpClient(AddressFamily.InterNetwork))
        {
            RawOption.Set(client.Client, RawOption.IpLevel, RawOption.BindAddressNoPort);
            client.Client.Bind(new IPEndPoint(Source, 0));
            await ExpectEnd(way, client, target);
        }

        using (var client = new TcpClient(AddressFamily.InterNetwork))
        {
            client.Client.Bind(new IPEndPoint(Source, 0));
            Assert.NotEqual(0, client.Client.Handle);
            await ExpectEnd(way, client, target);
        }
    }

    [LinuxFact]
    public void TcpClient_that_binds_in_its_constructor_loses_the_address_too()
    {
        using var target = new RefusingThenListening();
        using var client = new TcpClient(new IPEndPoint(Source, 0));

        client.Connect(target.Addresses, target.Port);

        using Socket accepted = target.Listener.Accept();
        Assert.Equal(IPAddress.Loopback, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
    }

    [LinuxFact]
    public void After_a_collision_of_a_listener_s_port_it_leaves_from_another_port_though_it_keeps_the_option()
    {
        using Socket a = PortSharing.SharedListener();
        using Socket b = PortSharing.SharedListener();
        using Socket link = PortSharing.DialerOf(a);
        link.Connect(b.LocalEndPoint!);

        using Socket socket = PortSharing.DialerOf(a);
        Assert.Equal(SocketError.AddressNotAvailable, Dial.Error(() => socket.Connect(b.LocalEndPoint!)));
        if (OldestDotNet.IsThis)
        {
            Assert.Throws<PlatformNotSupportedException>(() => socket.Connect(b.LocalEndPoint!));
            return;
        }

        socket.Connect(b.LocalEndPoint!);

        Assert.NotEqual(a.LocalEndPoint, socket.LocalEndPoint);
        Assert.Equal(1, RawOption.Get(socket, RawOption.SocketLevel, RawOption.ReusePort));
    }

    [LinuxTheory]
    [InlineData(PortSharing.None)]
    [InlineData(PortSharing.RawReusePort)]
    public void Where_the_first_address_answers_nothing_is_lost(string option)
    {
        using var target = new RefusingThenListening();
        using Socket socket = NewSocket.IPv4();
        BindToSource(socket, chosenPort: false, option);

        if (OldestDotNet.Refuses(option))
        {
            Assert.Throws<PlatformNotSupportedException>(() => socket.Connect([.. target.Addresses.Reverse()], target.Port));
            return;
        }

        socket.Connect([.. target.Addresses.Reverse()], target.Port);

        using Socket accepted = target.Listener.Accept();
        Assert.Equal(Source, ((IPEndPoint)accepted.RemoteEndPoint!).Address);
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Repaired_a_fresh_socket_for_each_address_leaves_from_its_own(bool chosenPort)
    {
        using var target = new RefusingThenListening();
        IPEndPoint source = chosenPort ? FreePort.At(Source) : new IPEndPoint(Source, 0);
        var before = OpenSockets.Count();

        using (Socket socket = FreshSocket.ForEachAddress(source, target.Addresses, target.Port))
        {
            using Socket accepted = target.Listener.Accept();
            var from = (IPEndPoint)accepted.RemoteEndPoint!;
            Assert.Equal(Source, from.Address);
            Assert.True(!chosenPort || from.Port == source.Port);
            Assert.Equal(from, socket.LocalEndPoint);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    private static async Task ExpectEnd(string way, TcpClient client, RefusingThenListening target)
    {
        Exception? thrown = await Record.ExceptionAsync(() => SecondAddress.By(way, client, target));

        if (SecondAddress.IsOneCall(way) && !OldestDotNet.IsThis)
        {
            Assert.Equal(SocketError.ConnectionRefused, Assert.IsAssignableFrom<SocketException>(thrown).SocketErrorCode);
        }
        else
        {
            Assert.IsType<PlatformNotSupportedException>(thrown);
        }

        Assert.False(target.Listener.Poll(0, SelectMode.SelectRead));
    }

    private static void BindToSource(Socket socket, bool chosenPort, string option)
    {
        PortSharing.Set(socket, option);
        socket.Bind(chosenPort ? FreePort.At(Source) : new IPEndPoint(Source, 0));
    }

    private static TheoryData<string, bool, string> Cross(params string[] options)
    {
        var data = new TheoryData<string, bool, string>();
        foreach (var way in SecondAddress.Ways)
        {
            foreach (var chosenPort in new[] { false, true })
            {
                foreach (var option in options)
                {
                    data.Add(way, chosenPort, option);
                }
            }
        }

        return data;
    }
}
