using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PortReuse.Diagnosis;
using PortReuse.Tests.Support;
using PortReuse.Tests.Support.Requirements;

namespace PortReuse.Tests.Diagnosis;

/// <summary>Many that find no port at once: they share one look at the machine, and are told the same.</summary>
public class PortSurveyTests
{
    private const int Ports = 4;

    private static readonly IPEndPoint[] Sources = [.. Enumerable.Range(71, 4).Select(last => Connectors.AnyPort($"127.0.0.{last}"))];

    [LocalPortRangeTheory]
    [InlineData(1)]
    [InlineData(4)]
    public void Threads_that_fail_together_share_a_look(int sources)
    {
        const int threads = 16, failures = 8;
        using var exhausted = new Exhausted(Sources[..sources]);
        var told = new ConcurrentBag<PortException>();
        var watch = Stopwatch.StartNew();
        Thread[] all = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < failures; i++) { told.Add(exhausted.Fail()); } }))];
        foreach (Thread thread in all)
        {
            thread.Start();
        }

        foreach (Thread thread in all)
        {
            thread.Join();
        }

        Assert.Equal(threads * failures, told.Count);
        Assert.All(told, e => Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause));

        // One text from each look, for each source that was the last; and a look is good for a second.
        var looks = told.Select(e => e.Message).Distinct(ReferenceEqualityComparer.Instance).Count();
        Assert.InRange(looks, 1, sources * (2 + (int)watch.Elapsed.TotalSeconds));
    }

    /// <summary>Whoever writes the text first: threads that come to it at once do not tell each of a text of its own.</summary>
    [Fact]
    public void Threads_that_write_the_text_at_once_are_told_the_same_one()
    {
        const int threads = 4, texts = 2000;
        var remote = new IPEndPoint(IPAddress.Loopback, 443);
        PortPressure[] pressures = [.. Enumerable.Range(0, texts)
            .Select(_ => new PortPressure(new PortRange(40000, 40003), Ports, null, Ports, true))];
        var told = new string[threads][];
        using var together = new Barrier(threads);
        Thread[] all = [.. Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            told[thread] = new string[texts];
            for (var i = 0; i < texts; i++)
            {
                together.SignalAndWait();
                (_, told[thread][i]) = ExhaustionMessages.Connect(IPAddress.Loopback, remote, pressures[i], SocketOwner.Connector);
            }
        }))];
        foreach (Thread thread in all)
        {
            thread.Start();
        }

        foreach (Thread thread in all)
        {
            thread.Join();
        }

        Assert.All(told, each => Assert.All(each.Zip(told[0]), text => Assert.Same(text.Second, text.First)));
    }

    [LocalPortRangeFact]
    public void A_failure_allocates_little()
    {
        const int failures = 50, mostBytes = 4096;
        using var exhausted = new Exhausted(Sources[..1]);
        for (var i = 0; i < failures; i++)
        {
            exhausted.Fail();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < failures; i++)
        {
            exhausted.Fail();
        }

        var each = (GC.GetAllocatedBytesForCurrentThread() - before) / failures;

        Assert.InRange(each, 1, mostBytes);
    }

    /// <summary>What was seen of one destination, or of one range, says nothing of another.</summary>
    [LocalPortRangeFact]
    public void Another_destination_is_looked_at_anew()
    {
        using var exhausted = new Exhausted(Sources[..1]);
        using var other = new Exhausted(Sources[..1]);

        PortException first = exhausted.Fail(), second = other.Fail();

        Assert.Contains($"(4 of the 4 ports of {exhausted.Range} are used by 127.0.0.71 for {exhausted.Remote})", first.Message,
            StringComparison.Ordinal);
        Assert.Contains($"(4 of the 4 ports of {other.Range} are used by 127.0.0.71 for {other.Remote})", second.Message,
            StringComparison.Ordinal);
    }

    [LocalPortRangeFact]
    public void A_look_is_good_for_a_while_and_no_longer()
    {
        using var exhausted = new Exhausted(Sources[..1]);
        var first = exhausted.Fail().Message;
        var watch = Stopwatch.StartNew();

        while (ReferenceEquals(first, exhausted.Fail().Message))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "The first look is told of still.");
        }
    }

    /// <summary>What the kernel is told to leave out for one question may be what another one is about.</summary>
    [LocalPortRangeFact]
    public void One_look_answers_questions_about_several_destinations()
    {
        using var exhausted = new Exhausted(Sources[..1]);
        using var other = new Exhausted(Sources[..1]);
        IPAddress source = Sources[0].Address;
        PortQuestion[] questions =
            [.. new[] { exhausted, other }.Select(each => PortQuestion.Of(source, each.Remote, socket: null) with { NeedsOthers = false })];

        PortPressure[] seen = PortSurvey.Ask(questions, [source, source]);

        Assert.Equal([Ports, Ports], seen.Select(each => each.ByConnections));
    }

    [NoDescriptorLeftFact]
    public void The_namespace_is_known_where_no_descriptor_is_left()
    {
        ulong before = NetworkIdentity.OfThread(), without = 0;
        NoDescriptorLeft.Run(() => without = NetworkIdentity.OfThread());

        Assert.NotEqual(0UL, before);
        Assert.NotEqual(0UL, without);
    }

    /// <summary>A namespace may have the same addresses as another, and other sockets.</summary>
    [NamespaceFact]
    public void Another_namespace_is_looked_at_anew()
    {
        var told = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            NetworkNamespace.Run(() =>
            {
                using var destination = new Destinations([new IPEndPoint(IPAddress.Loopback, 5000)]);
                using var sockets = new SocketList();
                var connector = new OutboundConnector(Sources[0]);
                if (told.Count == 0)
                {
                    told.Add(connector.UseUp(sockets, destination.EndPoints).Message);
                    return;
                }

                var failed = new SocketException((int)SocketError.AddressNotAvailable);
                told.Add(PortErrors.ExplainConnect(failed, Sources[0], destination.EndPoints[0]).Message);
            });
        }

        Assert.Contains("32 of the 32 ports of 40000-40031 are used by", told[0], StringComparison.Ordinal);
        Assert.Contains("not full (0 of the 32 ports of 40000-40031 are taken, 0 of them used by", told[1], StringComparison.Ordinal);
    }

    [OldKernelFact(inPortRange: true)]
    public void Ports_that_are_only_bound_are_not_said_to_be_free_where_they_are_not_shown()
    {
        LocalPortRange range = LocalPortRange.FindFree(Ports);
        KernelWithoutTheOption.RunWithoutSocketDiagnostics(() =>
        {
            using var holders = new SocketList();
            var local = new IPEndPoint(IPAddress.Loopback, 0);
            for (var i = 0; i < Ports; i++)
            {
                InRange().Bind(local);
            }

            Socket last = InRange();
            var error = Assert.ThrowsAny<SocketException>(() => last.Bind(local));

            var e = Assert.IsType<PortException>(PortErrors.ExplainBind(error, local, last));

            Assert.Equal(PortErrorCause.EphemeralPortsExhausted, e.Cause);
            Assert.Contains($" ({Ports} ports of {range}).", e.Message, StringComparison.Ordinal); // Not that none of them is taken.

            Socket InRange()
            {
                Socket socket = holders.Add(NewSocket.IPv4());
                range.ApplyTo(socket);
                return socket;
            }
        });
    }

    /// <summary>Sources of which each has a connection to one destination from every port of a small range.</summary>
    private sealed class Exhausted : IDisposable
    {
        private readonly Destinations _destination = new([new IPEndPoint(IPAddress.Loopback, 0)]);
        private readonly SocketList _sockets = new();
        private readonly OutboundConnector _connector;

        public Exhausted(IPEndPoint[] sources)
        {
            _connector = Connectors.With(options => options.ConfigureSocket = Range.ApplyTo, sources);
            for (var i = 0; i < sources.Length * Ports; i++)
            {
                _sockets.Add(_connector.Connect(Remote));
            }
        }

        public LocalPortRange Range { get; } = LocalPortRange.FindFree(Ports);

        public IPEndPoint Remote => _destination.EndPoints[0];

        public PortException Fail()
        {
            try
            {
                _connector.Connect(Remote).Dispose();
            }
            catch (PortException e)
            {
                return e;
            }

            throw new InvalidOperationException("There was a port.");
        }

        public void Dispose()
        {
            _sockets.Dispose();
            _destination.Dispose();
        }
    }
}
