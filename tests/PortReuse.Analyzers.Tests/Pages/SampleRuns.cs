using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>The bad sample of each page does on real sockets what the page says, and the good one does not.</summary>
public class SampleRuns
{
    private const int Destinations = 4;

    [NamespaceTheory]
    [InlineData("PORT0001")]
    [InlineData("PORT0002")]
    public void Connections_of_one_address_with_32_ports_to_4_destinations(string id)
    {
        Assert.Equal((NetworkNamespace.EphemeralPorts, SocketError.AddressAlreadyInUse), Exhaust(CompiledSample.Bad(id)));
        Assert.Equal((NetworkNamespace.EphemeralPorts * Destinations, SocketError.AddressNotAvailable), Exhaust(CompiledSample.Good(id)));
    }

    [LinuxFact]
    public void PORT0003_a_second_connection_between_the_same_ports()
    {
        using var peer = Listener();
        var (bad, good) = (CompiledSample.Bad("PORT0003"), CompiledSample.Good("PORT0003"));

        var local = FreePort.At(IPAddress.Loopback);
        using var first = bad.Run<(Socket Listener, Socket Link)>(local, peer.LocalEndPoint).Link;
        Assert.Equal(SocketError.AddressNotAvailable, bad.Error(local, peer.LocalEndPoint));

        local = FreePort.At(IPAddress.Loopback);
        using var link = good.Run<(Socket Listener, Socket Link)>(local, peer.LocalEndPoint).Link;
        using var another = good.Run<(Socket Listener, Socket Link)>(local, peer.LocalEndPoint).Link;
        Assert.True(link.Connected && another.Connected);
    }

    [LinuxFact]
    public void PORT0004_the_address_that_a_connection_comes_from()
    {
        var source = IPAddress.Parse("127.0.0.77");
        using var listener = Listener();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;

        using (CompiledSample.Bad("PORT0004", 1)
            .Run<Socket>(new IPEndPoint(source, 0), FreePort.At(IPAddress.Loopback), listener.LocalEndPoint))
        {
            Assert.NotEqual(source, SourceOfNext(listener));
        }

        using (CompiledSample.Good("PORT0004").Run<Socket>(source, "127.0.0.1", port))
        {
            Assert.Equal(source, SourceOfNext(listener));
        }
    }

    [LinuxFact]
    public void PORT0005_a_connection_from_the_port_of_a_listener_that_shares_it()
    {
        using var peer = Listener();
        using var shared = PortSharing.SharedListener();

        Assert.Equal(SocketError.AddressAlreadyInUse, CompiledSample.Bad("PORT0005").Error(shared.LocalEndPoint, peer.LocalEndPoint));
        using var good = CompiledSample.Good("PORT0005").Run<TcpClient>(shared.LocalEndPoint, peer.LocalEndPoint);
        Assert.Equal(shared.LocalEndPoint, good.Client.LocalEndPoint);
    }

    [LinuxFact]
    public void PORT0006_the_port_that_LocalEndPoint_says()
    {
        using var listener = Listener();
        using var bad = CompiledSample.Bad("PORT0006").Run<Socket>(IPAddress.Loopback, listener.LocalEndPoint);
        using var good = CompiledSample.Good("PORT0006").Run<Socket>(IPAddress.Loopback, listener.LocalEndPoint);
        Assert.Equal(0, ((IPEndPoint)bad.LocalEndPoint!).Port);
        Assert.NotEqual(0, ((IPEndPoint)good.LocalEndPoint!).Port);
    }

    /// <summary>What the first bad sample does on other systems cannot be run here; on Linux it does what it means to.</summary>
    [LinuxFact]
    public void PORT0007_an_option_of_Windows_on_Linux()
    {
        using var listener = Listener();
        Assert.Equal(SocketError.OperationNotSupported, CompiledSample.Bad("PORT0007", 1).Error());
        using var good = CompiledSample.Good("PORT0007").Run<Socket>(IPAddress.Loopback, listener.LocalEndPoint);
        Assert.True(good.Connected);
    }

    [LinuxFact]
    public void PORT0008_a_UDP_socket_that_has_no_port()
    {
        using var bad = CompiledSample.Bad("PORT0008").Run<Socket>(IPAddress.Loopback);
        using var good = CompiledSample.Good("PORT0008").Run<Socket>(IPAddress.Loopback);
        Assert.Equal(0, ((IPEndPoint)bad.LocalEndPoint!).Port);
        Assert.NotEqual(0, ((IPEndPoint)good.LocalEndPoint!).Port);
    }

    [LinuxFact]
    public void PORT0009_a_dialer_in_the_port_of_a_listener()
    {
        using var peer = Listener();
        Assert.Equal(SocketError.AddressAlreadyInUse, CompiledSample.Bad("PORT0009")
            .Error(FreePort.At(IPAddress.Loopback), peer.LocalEndPoint));

        var local = FreePort.At(IPAddress.Loopback);
        using var dialer = CompiledSample.Good("PORT0009").Run<Socket>(local, peer.LocalEndPoint);
        Assert.Equal(local, dialer.LocalEndPoint);
    }

    [LinuxFact]
    public void PORT0010_a_second_listener_on_the_port()
    {
        var (bad, good) = (CompiledSample.Bad("PORT0010"), CompiledSample.Good("PORT0010"));

        var local = FreePort.At(IPAddress.Loopback);
        using (bad.Run<TcpListener>(local))
        {
            bad.Run<TcpListener>(local).Dispose();
        }

        local = FreePort.At(IPAddress.Loopback);
        using (good.Run<TcpListener>(local))
        {
            Assert.Equal(SocketError.AddressAlreadyInUse, good.Error(local));
        }
    }

    /// <summary>The other one asks for the very number, which stands for the many programs that the system may give it to.</summary>
    [LinuxFact]
    public void PORT0011_another_one_is_bound_to_the_port_that_was_found()
    {
        var port = CompiledSample.Bad("PORT0011").Run<int>();
        using (var another = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, port), PortSharing.None))
            Assert.Equal(port, ((IPEndPoint)another.LocalEndPoint!).Port);

        var good = CompiledSample.Good("PORT0011").Run<(TcpListener Listener, int Port)>();
        using (good.Listener)
        {
            var local = new IPEndPoint(IPAddress.Loopback, good.Port);
            Assert.Equal(SocketError.AddressAlreadyInUse, Dial.Error(() => PortSharing.Listening(local, PortSharing.None)));
        }
    }

    [Theory]
    [MemberData(nameof(PageTests.Ids), MemberType = typeof(PageTests))]
    public void The_samples_of_each_page_are_run(string id) => Assert.True(
        typeof(SampleRuns).GetMethods().Any(test =>
            test.Name.StartsWith(id, StringComparison.Ordinal)
            || test.GetCustomAttributes<InlineDataAttribute>()
                .Any(data => data.GetData(test).Single() is [var ofTest] && Equals(ofTest, id))),
        $"SampleRuns has no test {id}_… that runs CompiledSample.Bad(\"{id}\") and CompiledSample.Good(\"{id}\").");

    private static (int Connections, SocketError Error) Exhaust(CompiledSample sample)
    {
        var result = (0, SocketError.Success);
        NetworkNamespace.Run(() =>
        {
            var opened = new List<IDisposable>();
            using var destinations = PortReuse.TestSupport.Sockets.Destinations.FourAddresses(port: 7000);
            try
            {
                while (opened.Count < 1000)
                {
                    opened.Add(sample.Run<IDisposable>(IPAddress.Loopback, destinations.EndPoints[opened.Count % Destinations]));
                }
            }
            catch (SocketException e)
            {
                result = (opened.Count, e.SocketErrorCode);
            }
            finally
            {
                opened.ForEach(connection => connection.Dispose());
            }
        });
        return result;
    }

    private static Socket Listener() => PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 0), PortSharing.None);

    private static IPAddress SourceOfNext(Socket listener)
    {
        using var accepted = listener.Accept();
        return ((IPEndPoint)accepted.RemoteEndPoint!).Address;
    }
}
