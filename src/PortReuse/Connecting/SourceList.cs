using System.Net;

namespace PortReuse;

/// <summary>The sources of one family. They take turns; one that had no port left is passed over for a second.</summary>
internal sealed class SourceList
{
    private const long PassOverMilliseconds = 1000;

    private readonly IPEndPoint[] _sources;
    private readonly IPAddress[] _addresses;
    private readonly long[] _passedOverUntil;
    private int _turn = -1;

    public SourceList(IEnumerable<IPEndPoint> sources)
    {
        _sources = [.. sources];
        _addresses = Array.ConvertAll(_sources, source => source.Address);
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
    public void PassOver(IPEndPoint source)
    {
        for (int i = 0; i < _sources.Length; i++)
        {
            if (ReferenceEquals(_sources[i], source))
                Volatile.Write(ref _passedOverUntil[i], Environment.TickCount64 + PassOverMilliseconds);
        }
    }

    /// <summary>The sources that are left when one cannot be used for the destination, that with the fewest connections there first.</summary>
    public IPEndPoint[] Others(IPEndPoint failed, IPEndPoint remote)
    {
        ulong network = NetworkIdentity.OfThread();
        UInt128 address = AddressKey.Of(remote.Address);
        PortPressure[] uses = PortSurvey.Ask(
            Array.ConvertAll(_addresses, source => new PortQuestion(network, 0, 0, AddressKey.Of(source), address, remote.Port, NeedsOthers: false)),
            _addresses);

        var others = new IPEndPoint[_sources.Length - 1];
        var order = new (int Connections, int Index)[others.Length];
        for (int i = 0, next = 0; i < _sources.Length; i++)
        {
            if (ReferenceEquals(_sources[i], failed))
                continue;
            order[next] = (uses[i].ByConnections, i);
            others[next++] = _sources[i];
        }

        Array.Sort(order, others);
        return others;
    }

    private int NextTurn() => (int)((uint)Interlocked.Increment(ref _turn) % (uint)_sources.Length);
}
