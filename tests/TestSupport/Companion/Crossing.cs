using System.Net;

namespace PortReuse.TestSupport.Companion;

/// <summary>Two peers that dial each other's shared port at the same instant.</summary>
internal sealed class Crossing : IDisposable
{
    private readonly SharedPort _a, _b;
    private readonly IPEndPoint _endPointOfA, _endPointOfB;
    private readonly StartingLine _line = new();

    public Crossing(SharedPort a, SharedPort b)
        : this(a, a.LocalEndPoint, b, b.LocalEndPoint)
    {
    }

    /// <summary>Two peers and the endpoints that they are dialed at, where they listen on the wildcard address.</summary>
    public Crossing(SharedPort a, IPEndPoint endPointOfA, SharedPort b, IPEndPoint endPointOfB)
    {
        _a = a;
        _b = b;
        _endPointOfA = endPointOfA;
        _endPointOfB = endPointOfB;
    }

    /// <summary>How often it ended so, by what each side was told; the order of the sides does not count.</summary>
    public SortedDictionary<string, int> Ends { get; } = new(StringComparer.Ordinal);

    /// <summary>Both dial. Fails unless each has its end of one connection, between the two shared ports, and there is no other.</summary>
    public async Task RunAsync(DialPolicy policy)
    {
        Task<DialResult> first = Task.Factory.StartNew(
            () => DialAtTheSignal(_a, _endPointOfB, policy), CancellationToken.None, TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap();
        DialResult ofB = await DialAtTheSignal(_b, _endPointOfA, policy);
        DialResult ofA = await first;
        try
        {
            ExpectOneConnection(ofA, ofB);
        }
        finally
        {
            Reset.Close(ofA.Socket);
            Reset.Close(ofB.Socket);
        }

        string[] told = [ofA.Outcome.ToString(), ofB.Outcome.ToString()];
        Array.Sort(told, StringComparer.Ordinal);
        var end = string.Join(", ", told);
        Ends[end] = Ends.GetValueOrDefault(end) + 1;
    }

    public override string ToString() => string.Join("; ", Ends.Select(end => $"{end.Value} times {end.Key}"));

    public void Dispose() => _line.Dispose();

    private Task<DialResult> DialAtTheSignal(SharedPort port, IPEndPoint remote, DialPolicy policy)
    {
        _line.Start();
        return port.DialAsync(remote, policy).AsTask();
    }

    private void ExpectOneConnection(DialResult ofA, DialResult ofB)
    {
        Assert.Equal(_endPointOfA, ofA.Socket.LocalEndPoint);
        Assert.Equal(_endPointOfB, ofA.Socket.RemoteEndPoint);
        Assert.Equal(_endPointOfB, ofB.Socket.LocalEndPoint);
        Assert.Equal(_endPointOfA, ofB.Socket.RemoteEndPoint);
        Assert.Null(ofA.Reason);
        Assert.Null(ofB.Reason);

        // Both told that they dialed: then neither listener accepted, and one of them has seen the other's SYN.
        Assert.NotEqual((DialOutcome.Dialed, DialOutcome.Dialed), (ofA.Outcome, ofB.Outcome));
        Assert.NotEqual((DialOutcome.Accepted, DialOutcome.Accepted), (ofA.Outcome, ofB.Outcome));

        Connected.ExpectBytesBothWays(ofA.Socket, ofB.Socket);
        Unclaimed.ExpectNone(_a);
        Unclaimed.ExpectNone(_b);
    }
}
