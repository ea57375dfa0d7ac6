using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PortReuse.Diagnosis;

namespace PortReuse.TestSupport.Companion;

/// <summary>
/// Fails again and again for want of a port, on many threads at once, in every way that it is asked why: by one source and by several, in a
/// blocking call and an asynchronous one, for one destination and for ever new ones, by a connector and by hand. Looks from time to time at
/// what the process holds.
/// </summary>
internal sealed class StormSoak : IDisposable
{
    private const int Threads = 16;
    private const int Ports = 4;
    private const int MaxNewPort = 60_000;

    private static readonly IPEndPoint[] Sources = [.. Enumerable.Range(71, 4).Select(last => Connectors.AnyPort($"127.0.0.{last}"))];

    private readonly LocalPortRange _range = LocalPortRange.FindFree(Ports);
    private readonly Destinations _destination = new([new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0)]);
    private readonly SocketList _held = new();
    private readonly OutboundConnector _one;
    private readonly OutboundConnector _several;

    public StormSoak()
    {
        _one = Connectors.With(options => options.InRange(_range), Sources[0]);
        _several = Connectors.With(options => options.InRange(_range), Sources);
        _several.UseUp(_held, _destination.EndPoints);
    }

    /// <summary>Fails so often, and looks that many times.</summary>
    public IReadOnlyList<Soak.Sample> Run(int failures, int samples)
    {
        var taken = new List<Soak.Sample>();
        var watch = Stopwatch.StartNew();
        var each = failures / samples;
        for (var done = 0; done < failures; done += each)
        {
            var next = done;
            var end = done + each;
            Parallel(() =>
            {
                for (var number = Interlocked.Increment(ref next) - 1; number < end; number = Interlocked.Increment(ref next) - 1)
                {
                    Fail(number);
                }
            });
            AwaitForgetting();
            taken.Add(Soak.Look(end, watch.Elapsed));
        }

        return taken;
    }

    public void Dispose()
    {
        _held.Dispose();
        _destination.Dispose();
    }

    /// <summary>
    /// Waits until what was seen of the machine so far is no answer any more: how much is kept of it goes by the pace, not by what is lost.
    /// </summary>
    private void AwaitForgetting()
    {
        // Nothing keeps longer than the answer to a question that is asked now. With the look that replaces it, all that was good no longer
        // goes.
        PortPressure last = AskLast();
        while (ReferenceEquals(AskLast(), last))
        {
            Thread.Sleep(10); // Between two looks at the condition: an answer stops being good with time alone, and nothing tells of it.
        }
    }

    // No failure asks with this port.
    private PortPressure AskLast() =>
        PortSurvey.Ask(PortQuestion
            .Of(Sources[0].Address, new IPEndPoint(_destination.EndPoints[0].Address, MaxNewPort + 1), socket: null), Sources[0].Address);

    private void Fail(int number)
    {
        IPEndPoint remote = _destination.EndPoints[0];
        PortErrorCause cause = (number % 100) switch
        {
            < 40 => Cause(() => _one.Connect(remote)),
            < 60 => Cause(() => _one.ConnectAsync(remote).AsTask().GetAwaiter().GetResult()),
            < 80 => Cause(() => _several.Connect(remote)),
            < 98 => PortException.Explain(FailByHand(remote), Sources[0], remote)!.Cause, // Not told of the range of its own.
            _ => PortErrors.ExplainConnect(
                new SocketException((int)SocketError.AddressNotAvailable), Sources[0],
                    new IPEndPoint(remote.Address, 1 + (number % MaxNewPort))) is PortException e
                ? e.Cause
                : PortErrorCause.SelfConnect,
        };
        PortErrorCause expected = number % 100 < 80 ? PortErrorCause.EphemeralPortsExhausted : PortErrorCause.Unknown;
        if (cause != expected)
        {
            throw new InvalidOperationException($"{cause} instead of {expected}.");
        }
    }

    private static PortErrorCause Cause(Func<Socket> connect)
    {
        try
        {
            connect().Dispose();
        }
        catch (PortException e)
        {
            return e.Cause;
        }

        throw new InvalidOperationException("There was a port.");
    }

    private SocketException FailByHand(IPEndPoint remote)
    {
        using Socket socket = NewSocket.IPv4();
        _range.ApplyTo(socket);
        socket.BindForConnect(Sources[0]);
        try
        {
            socket.Connect(remote);
        }
        catch (SocketException e)
        {
            return e;
        }

        throw new InvalidOperationException("There was a port.");
    }

    private static void Parallel(Action action)
    {
        var failures = new List<Exception>();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception e)
            {
                lock (failures) { failures.Add(e); } }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
