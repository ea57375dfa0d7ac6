using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Sockets;

public class TrySetBindAddressNoPortTests
{
    public static TheoryData<string> Kinds => new(NewSocket.Kinds);

    [LinuxTheory]
    [MemberData(nameof(Kinds))]
    public void The_port_is_chosen_at_connect(string kind)
    {
        IPAddress loopback = NewSocket.Loopback(kind);
        using var destination = new Destinations([new IPEndPoint(loopback, 0)]);
        using Socket socket = NewSocket.OfKind(kind);

        Assert.True(socket.TrySetBindAddressNoPort());
        socket.Bind(new IPEndPoint(loopback, 0));
        Assert.Equal(0, socket.GetLocalEndPoint().Port);
        socket.Connect(destination.EndPoints[0]);
        Assert.NotEqual(0, socket.GetLocalEndPoint().Port);
    }

    [LinuxFact]
    public void It_may_be_called_twice()
    {
        using Socket socket = NewSocket.IPv4();

        Assert.True(socket.TrySetBindAddressNoPort());
        Assert.True(socket.TrySetBindAddressNoPort());
    }

    [LinuxFact]
    public void A_socket_made_from_an_unbound_handle_is_unbound_though_IsBound_says_otherwise()
    {
        using Socket owner = NewSocket.IPv4();
        using var socket = new Socket(new SafeSocketHandle(owner.Handle, ownsHandle: false));

        Assert.True(socket.IsBound);
        Assert.True(socket.TrySetBindAddressNoPort());
        Assert.Equal(1, RawOption.Get(owner, RawOption.IpLevel, RawOption.BindAddressNoPort));
    }

    [LinuxFact]
    public void It_allocates_nothing()
    {
        Socket[] sockets = [.. Enumerable.Range(0, 10).Select(_ => NewSocket.IPv4())];
        sockets[0].TrySetBindAddressNoPort();

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (Socket socket in sockets)
        {
            socket.TrySetBindAddressNoPort();
        }

        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
        foreach (Socket socket in sockets)
        {
            socket.Dispose();
        }
    }

    [OldKernelFact]
    public void It_is_false_where_the_kernel_does_not_know_the_option() =>
        KernelWithoutTheOption.Run(KernelWithoutTheOption.NoSuchOption, ReturnsFalseAndLeavesTheSocketUsable);

    [OldKernelFact]
    public void It_is_false_where_the_kernel_takes_the_option_and_does_nothing() =>
        KernelWithoutTheOption.Run(KernelWithoutTheOption.NoError, ReturnsFalseAndLeavesTheSocketUsable);

    private static void ReturnsFalseAndLeavesTheSocketUsable()
    {
        using Socket socket = NewSocket.IPv4();

        Assert.False(socket.TrySetBindAddressNoPort());
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.NotEqual(0, socket.GetLocalEndPoint().Port);
    }
}
