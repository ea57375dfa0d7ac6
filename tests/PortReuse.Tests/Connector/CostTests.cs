using System.Net;
using System.Net.Sockets;
using PortReuse.Tests.Support;

namespace PortReuse.Tests.Connector;

/// <summary>What a connect from one source to one address costs: no more memory and no more system calls than by hand.</summary>
public class CostTests
{
    private const int Connects = 50;

#if DEBUG
    private const int DebugBytes = 32; // Without optimization each asynchronous method has an object for its variables.
#else
    private const int DebugBytes = 0;
#endif

    private static readonly IPEndPoint Source = Connectors.AnyPort("127.0.0.77");

    [LinuxTheory]
    [InlineData(Way.Connect)]
    [InlineData(Way.ConnectAsync)]
    public void No_more_managed_memory_than_by_hand(string way)
    {
        using var listener = new DrainedListener(IPAddress.Parse("127.0.0.2"));
        IPEndPoint remote = listener.EndPoint;
        var connector = new OutboundConnector(Source);
        Func<Socket> byHand = way == Way.Connect
            ? () => HandWritten.Connect(Source, remote)
            : () => Result(HandWritten.ConnectAsync(Source, remote));
        Func<Socket> byConnector = way == Way.Connect
            ? () => connector.Connect(remote)
            : () => Result(connector.ConnectAsync(remote));

        // The first rounds make what is kept. Any other thread of the process adds to a round by chance, never takes away.
        long hand = Enumerable.Range(0, 10).Min(_ => Bytes(listener, byHand));
        long ours = Enumerable.Range(0, 10).Min(_ => Bytes(listener, byConnector));

        Assert.True(ours <= hand + (Connects * DebugBytes), $"{ours} bytes for {Connects} connects, against {hand} by hand.");
    }

    [BenchmarkFact("needs strace, which is not in the PATH (apt-get install strace)", "strace")]
    public void No_other_system_calls_than_by_hand()
    {
        string output = BenchmarkProgram.Run("syscalls");

        Assert.Contains("| ConnectAsync | connect | 1 | 1 |", output, StringComparison.Ordinal);
    }

    private static long Bytes(DrainedListener listener, Func<Socket> connect)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < Connects; i++)
            connect().Close(timeout: 0);
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
        listener.Drain();
        return bytes;
    }

    private static Socket Result(ValueTask<Socket> connect) => AwaitAsync(connect).GetAwaiter().GetResult();

    // As programs do: to make a task of it would cost memory of its own, and not for both alike.
    private static async Task<Socket> AwaitAsync(ValueTask<Socket> connect) => await connect.ConfigureAwait(false);
}
