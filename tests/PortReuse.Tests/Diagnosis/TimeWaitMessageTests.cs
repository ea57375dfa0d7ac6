using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Diagnosis;

/// <summary>What is said of a connection in TIME_WAIT: when the system takes its endpoints again.</summary>
public class TimeWaitMessageTests
{
    private const string Setting = "tcp_tw_reuse_delay";

    [NamespaceTheory]
    [InlineData("1000", "again after 1 s.")]
    [InlineData("250", "again after 0.25 s (net.ipv4.tcp_tw_reuse_delay).")]
    [InlineData("2500", "again after 2.5 s (net.ipv4.tcp_tw_reuse_delay).")]
    public void It_names_the_delay_that_is_set(string milliseconds, string text) => NetworkNamespace.Run(() =>
    {
        const string folder = "/proc/sys/net/ipv4/";
        if (!File.Exists(folder + Setting))
        {
            text = "again after 1 s."; // A kernel on which it cannot be set otherwise.
        }
        else
        {
            File.WriteAllText(folder + Setting, milliseconds);
        }

        File.WriteAllText(folder + "tcp_timestamps", "0");
        using Socket listener = PortSharing.Listening(new IPEndPoint(IPAddress.Loopback, 5000), PortSharing.None);
        var source = new IPEndPoint(IPAddress.Loopback, 6000);
        Socket client = PortSharing.Bound(source, PortSharing.None);
        client.Connect(listener.LocalEndPoint!);
        Connected.CloseInTurn(client, listener.Accept());

        var e = Assert.Throws<PortException>(() => new OutboundConnector(source).Connect(listener.LocalEndPoint!));

        Assert.Equal(PortErrorCause.DuplicateConnection, e.Cause);
        Assert.EndsWith(text, e.Message, StringComparison.Ordinal);
    });
}
