using System.Net;
using PortReuse.Connecting;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Connecting;

/// <summary>How it is found what keeps the search for a port short on this kernel.</summary>
public class KernelPortSearchTests
{
    private const int TcpLevel = 6, FastOpenConnect = 30; // linux/in.h, linux/tcp.h
    private const string Sysctl = "/proc/sys/net/ipv4/";

    [PortByPortFact]
    public void The_whole_range_is_best_where_a_connect_looks_at_every_port_of_a_socket_s_range_in_turn()
    {
        Assert.Equal(PortSearch.WholeRange, KernelPortSearch.Find().Value);
        Assert.Equal(PortSearch.WholeRange, KernelPortSearch.Best);
    }

    /// <summary>Reserved ports give what a kernel that goes by parity gives.</summary>
    [LocalPortRangeTheory(inNamespace: true)]
    [InlineData(0)]
    [InlineData(1)]
    public void Windows_are_best_where_the_ports_that_come_are_of_one_parity(int reserved) => NetworkNamespace.Run(() =>
    {
        IEnumerable<int> ports = Enumerable.Range(NetworkNamespace.FirstEphemeralPort, NetworkNamespace.EphemeralPorts);
        File.WriteAllText(Sysctl + "ip_local_reserved_ports", string.Join(',', ports.Where(port => port % 2 == reserved)));

        Assert.Equal(PortSearch.Windows, KernelPortSearch.Find().Value);
    });

    [LocalPortRangeTheory(inNamespace: true)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_range_of_a_few_ports_says_nothing_and_is_taken_whole(int ports) => NetworkNamespace.Run(() =>
    {
        File.WriteAllText(Sysctl + "ip_local_port_range", $"40000 {40000 + ports - 1}");

        Assert.Equal(PortSearch.WholeRange, KernelPortSearch.Find().Value);
    });

    [LocalPortRangeFact(inNamespace: true)]
    public void Looking_sends_nothing_and_leaves_nothing() => NetworkNamespace.Run(() =>
    {
        KernelPortSearch.Find();

        Assert.Equal(0, TcpCounter("ActiveOpens"));
        Assert.Equal(0, TcpCounter("AttemptFails"));
        Assert.Equal(0, TcpCounter("OutSegs"));
        Assert.Equal(0, EphemeralPorts.CountHeld(IPAddress.Loopback));
    });

    [LocalPortRangeFact(inNamespace: true)]
    public void Where_Fast_Open_is_off_nothing_is_sent_either_and_the_whole_range_is_taken() => NetworkNamespace.Run(() =>
    {
        File.WriteAllText(Sysctl + "tcp_fastopen", "0");

        Assert.Equal(PortSearch.WholeRange, KernelPortSearch.Find().Value);

        Assert.Equal(0, TcpCounter("OutSegs"));
    });

    [LocalPortRangeFact(inNamespace: true)]
    public void Without_a_loopback_interface_the_whole_range_is_taken() => DedicatedThread.Run(() =>
    {
        Libc.UnshareNetwork();

        Assert.Equal(PortSearch.WholeRange, KernelPortSearch.Find().Value);
    });

    [OldKernelFact]
    public void A_kernel_without_a_range_for_a_socket_is_left_as_it_is()
    {
        foreach (var error in new[] { KernelWithoutTheOption.NoSuchOption, KernelWithoutTheOption.NoError })
        {
            KernelWithoutTheOption.Run(
                error, () => Assert.Equal(PortSearch.AsTheSystem, KernelPortSearch.Find().Value), RawOption.LocalPortRange);
        }
    }

    [OldKernelFact]
    public void A_sandbox_that_refuses_to_be_asked_gets_the_whole_range() => KernelWithoutTheOption.Run(
        KernelWithoutTheOption.NotPermitted, () => Assert.Equal(Expected, KernelPortSearch.Find().Value), FastOpenConnect, TcpLevel);

    /// <summary>Where no descriptor is left for a moment, the system has not said what it cannot do.</summary>
    [NoDescriptorLeftFact]
    public void A_system_that_could_not_be_asked_is_asked_again()
    {
        Assert.NotEqual(AnswerScope.None, KernelPortSearch.Find().Scope);
        Assert.NotEqual(AnswerScope.None, DeferredPort.Ask().Scope);

        NoDescriptorLeft.Run(() =>
        {
            Assert.Equal(AnswerScope.None, KernelPortSearch.Find().Scope);
            Assert.Equal(new Answer<string?>(null, AnswerScope.None), DeferredPort.Ask());
        });
    }

    [Fact]
    public void An_answer_that_holds_for_the_process_is_kept()
    {
        var asked = 0;
        var once = new AskedOnce<int>(() => new Answer<int>(++asked, asked == 2 ? AnswerScope.Process : AnswerScope.None));

        Assert.Equal([1, 2, 2, 2], Enumerable.Range(0, 4).Select(_ => once.Value));
    }

    [Fact]
    public void An_answer_that_holds_for_a_thread_is_kept_for_it_alone_until_one_holds_for_the_process()
    {
        var asked = 0;
        var once = new AskedOnce<int>(() => new Answer<int>(++asked, asked == 2 ? AnswerScope.Process : AnswerScope.Thread));

        Assert.Equal([1, 1], [once.Value, once.Value]);
        DedicatedThread.Run(() => Assert.Equal(2, once.Value));
        Assert.Equal(2, once.Value);
    }

    /// <summary>A sandbox is a thread's.</summary>
    [OldKernelFact(inPortRange: true)]
    public void What_is_refused_to_the_thread_that_asks_first_is_not_refused_to_the_others()
    {
        var deferred = new AskedOnce<string?>(DeferredPort.Ask);
        var search = new AskedOnce<PortSearch>(KernelPortSearch.Find);
        KernelWithoutTheOption.Run(KernelWithoutTheOption.NoSuchOption, () => Assert.NotNull(deferred.Value));
        KernelWithoutTheOption.Run(
            KernelWithoutTheOption.NoSuchOption, () => Assert.Equal(PortSearch.AsTheSystem, search.Value), RawOption.LocalPortRange);

        DedicatedThread.Run(() =>
        {
            Assert.Null(deferred.Value);
            Assert.NotEqual(PortSearch.AsTheSystem, search.Value);
        });
    }

    private static PortSearch Expected => LocalPortRange.ReasonItIsMissing is null ? PortSearch.WholeRange : PortSearch.AsTheSystem;

    private static int TcpCounter(string name)
    {
        string[][] lines = [.. File.ReadLines("/proc/thread-self/net/snmp").Where(line => line.StartsWith("Tcp:", StringComparison.Ordinal))
            .Select(line => line.Split(' '))];
        return int.Parse(lines[1][Array.IndexOf(lines[0], name)], System.Globalization.CultureInfo.InvariantCulture);
    }
}
