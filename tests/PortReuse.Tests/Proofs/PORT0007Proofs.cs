using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Proofs;

/// <summary>What an option of another system does on Linux, and that a guard keeps it away.</summary>
/// <remarks>What Linux numbers do on other systems is not shown here: it takes those systems.</remarks>
public class PORT0007Proofs
{
    private const int OtherSocketLevel = 0xffff;     // SOL_SOCKET of Windows, macOS and FreeBSD
    private const int OtherReuseAddress = 4;         // SO_REUSEADDR there
    private const int OtherReusePort = 0x200;        // SO_REUSEPORT of macOS and FreeBSD
    private const int OtherPortScalability = 0x3006; // SO_PORT_SCALABILITY of Windows

    [LinuxFact]
    public void ReuseUnicastPort_throws()
    {
        using Socket socket = NewSocket.IPv4();

        var thrown = Assert.Throws<SocketException>(
            () => socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true));
        Assert.Equal(SocketError.OperationNotSupported, thrown.SocketErrorCode);
    }

    [LinuxTheory]
    [InlineData(OtherSocketLevel, OtherReuseAddress)]
    [InlineData(OtherSocketLevel, OtherReusePort)]
    [InlineData(OtherSocketLevel, RawOption.ReuseAddress)]
    [InlineData(OtherSocketLevel, RawOption.ReusePort)]
    [InlineData(OtherSocketLevel, OtherPortScalability)]
    [InlineData(RawOption.SocketLevel, OtherReuseAddress)]
    [InlineData(RawOption.SocketLevel, OtherReusePort)]
    public void Numbers_of_other_systems_throw_and_set_nothing(int level, int option)
    {
        using Socket socket = NewSocket.IPv4();

        var thrown = Assert.Throws<SocketException>(() => RawOption.Set(socket, level, option));
        Assert.Equal(SocketError.ProtocolOption, thrown.SocketErrorCode);
        ExpectNoReuseOption(socket);
    }

    [LinuxTheory]
    [InlineData(OtherSocketLevel, OtherReuseAddress)]
    [InlineData(OtherSocketLevel, OtherReusePort)]
    public void By_a_native_call_they_fail_without_an_exception(int level, int option)
    {
        using Socket socket = NewSocket.IPv4();

        Assert.Equal(-1, Libc.SetSockOpt(socket, level, option, 1));
        ExpectNoReuseOption(socket);

        Assert.Equal(0, Libc.SetSockOpt(socket, RawOption.SocketLevel, RawOption.ReusePort, 1));
        Assert.Equal(1, RawOption.Get(socket, RawOption.SocketLevel, RawOption.ReusePort));
    }

    /// <remarks>IPPROTO_IP 24 is IP_RECVTTL on macOS, as their header has it: a program that wants that gets this.</remarks>
    [LinuxFact]
    public void A_number_that_is_another_option_elsewhere_is_accepted_without_an_error()
    {
        const int recvTtlOfMacOS = 24;
        using Socket socket = NewSocket.IPv4();

        RawOption.Set(socket, RawOption.IpLevel, recvTtlOfMacOS);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.Equal(0, ((IPEndPoint)socket.LocalEndPoint!).Port);
    }

    [LinuxTheory]
    [InlineData(SocketOptionLevel.IP, RawOption.BindAddressNoPort)]
    [InlineData(SocketOptionLevel.IP, RawOption.LocalPortRange)]
    [InlineData(SocketOptionLevel.Socket, RawOption.ReusePort)]
    public void SetSocketOption_throws_for_a_number_that_NET_has_no_name_for(SocketOptionLevel level, int option)
    {
        using Socket socket = NewSocket.IPv4();

        var thrown = Assert.Throws<SocketException>(() => socket.SetSocketOption(level, (SocketOptionName)option, 1));
        Assert.Equal(SocketError.OperationNotSupported, thrown.SocketErrorCode);
        ExpectNoReuseOption(socket);
        Assert.Equal(0, RawOption.Get(socket, RawOption.IpLevel, RawOption.BindAddressNoPort));
    }

    [LinuxFact]
    public void Repaired_each_system_gets_its_own_option()
    {
        using Socket socket = NewSocket.IPv4();

        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }
        else if (OperatingSystem.IsWindows())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
        }

        if (OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD())
        {
            socket.SetRawSocketOption(OtherSocketLevel, OtherReusePort, BitConverter.GetBytes(1));
        }

        Assert.Equal(1, RawOption.Get(socket, RawOption.IpLevel, RawOption.BindAddressNoPort));
        ExpectNoReuseOption(socket);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(0, ((IPEndPoint)socket.LocalEndPoint!).Port);
    }

    private static void ExpectNoReuseOption(Socket socket)
    {
        Assert.Equal(0, RawOption.Get(socket, RawOption.SocketLevel, RawOption.ReuseAddress));
        Assert.Equal(0, RawOption.Get(socket, RawOption.SocketLevel, RawOption.ReusePort));
    }
}
