using System.Net;

namespace PortReuse;

/// <summary>The sources of one family. They take turns; one that had no port left is passed over for a second.</summary>
internal sealed class SourceList
{
    private const long PassOverMilliseconds = 1000;

    private readonly IPEndPoint[] _sources;
    private readonly byte[][] _addresses;
    private readonly long[] _passedOverUntil;
    private int _turn = -1;

    public SourceList(IEnumerable<IPEndPoint> sources)
    {
        _sources = [.. sources];
        _addresses = [.. _sources.Select(source => AddressBytes.Of(source.Address))];
        _passedOverUntil = new long[_sources.Length];
    }

    public int Count => _sources.Length;

    /// <summary>The source whose turn it is.</summary>
    public IPEndPoint Next()
    {
        if (_sources.Length == 1)
            return _sources[0];

        long now = Environment.TickCount64;
        int turn = NextTurn();
        for (int i = 0; i < _sources.Length; i++)
        {
            int index = (turn + i) % _sources.Length;
            if (Volatile.Read(ref _passedOverUntil[index]) > now)
                continue;

            if (i > 0)
                Interlocked.Add(ref _turn, i); // So that the one after it does not have two turns.
            return _sources[index];
        }

        return _sources[turn];
    }

    /// <summary>Leaves the source out of the turns for a while, as long as there is another one.</summary>
    public void PassOver(IPEndPoint source) => Volatile.Write(
        ref _passedOverUntil[Array.FindIndex(_sources, other => ReferenceEquals(other, source))], Environment.TickCount64 + PassOverMilliseconds);

    /// <summary>The sources that are left when one cannot be used for the destination, that with the fewest connections there first.</summary>
    public IPEndPoint[] Others(IPEndPoint failed, IPEndPoint remote)
    {
        var visitor = new ConnectionCounts(_addresses, AddressBytes.Of(remote.Address), remote.Port);
        TcpSockets.TryVisit(ref visitor);

        return [.. Enumerable.Range(0, _sources.Length)
            .Where(index => !ReferenceEquals(_sources[index], failed))
            .OrderBy(index => visitor.Counts[index])
            .Select(index => _sources[index])];
    }

    private int NextTurn() => (int)((uint)Interlocked.Increment(ref _turn) % (uint)_sources.Length);

    private readonly struct ConnectionCounts(byte[][] sources, byte[] remoteAddress, int remotePort) : ITcpSocketVisitor
    {
        public int[] Counts { get; } = new int[sources.Length];

        public void Visit(in TcpSocketEntry entry)
        {
            if (!entry.IsTo(remoteAddress, remotePort))
                return;

            for (int i = 0; i < sources.Length; i++)
            {
                if (entry.IsFrom(sources[i]))
                    Counts[i]++;
            }
        }
    }
}
