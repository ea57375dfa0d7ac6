using System.Net;
using PortReuse.Addresses;
using PortReuse.Diagnosis;

namespace PortReuse.Connecting;

/// <summary>The sources of one family. They take turns; one that had no port left is passed over for a second.</summary>
internal sealed class SourceList
{
    private const long PassOverMilliseconds = 1000;

    private readonly IPEndPoint[] _sources;
    private readonly PassedOver?[] _passedOver;
    private int _turn = -1;

    public SourceList(IEnumerable<IPEndPoint> sources)
    {
        _sources = [.. sources];
        _passedOver = new PassedOver?[_sources.Length];
    }

    public int Count => _sources.Length;

    /// <summary>The source whose turn it is.</summary>
    public IPEndPoint Next()
    {
        if (_sources.Length == 1)
        {
            return _sources[0];
        }

        var now = Environment.TickCount64;
        var turn = NextTurn();
        for (var i = 0; i < _sources.Length; i++)
        {
            var index = (turn + i) % _sources.Length;
            if (Volatile.Read(ref _passedOver[index])?.Until > now)
            {
                continue;
            }

            if (i > 0)
            {
                Interlocked.Add(ref _turn, i); // So that the one after it does not have two turns.
            }

            return _sources[index];
        }

        return _sources[turn];
    }

    /// <summary>Leaves the source out of the turns for a while, as long as there is another one.</summary>
    /// <param name="source">The source.</param>
    /// <param name="remote">The destination that it had no port for.</param>
    public void PassOver(IPEndPoint source, IPEndPoint remote)
    {
        var until = Environment.TickCount64 + PassOverMilliseconds;
        var index = IndexOf(source);
        if (Volatile.Read(ref _passedOver[index]) is { } before && before.Remote.Equals(remote))
        {
            before.Until = until;
        }
        else
        {
            Volatile.Write(ref _passedOver[index], new PassedOver(remote) { Until = until });
        }
    }

    /// <summary>Whether it is passed over now, and for this destination.</summary>
    public bool HadNoPort(IPEndPoint source, IPEndPoint remote) =>
        Volatile.Read(ref _passedOver[IndexOf(source)]) is { } passedOver
            && passedOver.Until > Environment.TickCount64 && passedOver.Remote.Equals(remote);

    /// <summary>
    /// The sources that are left when one cannot be used for the destination, that with the fewest connections there first.
    /// </summary>
    public IPEndPoint[] Others(IPEndPoint failed, IPEndPoint remote)
    {
        var others = new IPEndPoint[_sources.Length - 1];
        var isWorthAsking = false;
        var next = 0;
        foreach (var source in _sources)
        {
            if (ReferenceEquals(source, failed))
            {
                continue;
            }

            others[next++] = source;
            isWorthAsking |= !HadNoPort(source, remote);
        }

        // Where none of them had a port a moment ago, no order is better than another.
        if (isWorthAsking)
        {
            SortByUse(others, remote);
        }

        return others;
    }

    private static void SortByUse(IPEndPoint[] sources, IPEndPoint remote)
    {
        var network = NetworkIdentity.OfThread();
        var address = AddressKey.Of(remote.Address);
        var addresses = Array.ConvertAll(sources, source => source.Address);
        var uses = PortSurvey.Ask(
            Array.ConvertAll(
                addresses, source => new PortQuestion(network, 0, 0, AddressKey.Of(source), address, remote.Port, NeedsOthers: false)),
            addresses);

        (int Connections, int Index)[] order = [.. uses.Select((use, index) => (use.ByConnections, index))];
        Array.Sort(order, sources);
    }

    private int IndexOf(IPEndPoint source)
    {
        for (var i = 0; ; i++)
        {
            if (ReferenceEquals(_sources[i], source))
            {
                return i;
            }
        }
    }

    private int NextTurn() => (int)((uint)Interlocked.Increment(ref _turn) % (uint)_sources.Length);

    private sealed class PassedOver(IPEndPoint remote)
    {
        private long _until;

        public IPEndPoint Remote => remote;

        public long Until
        {
            get => Volatile.Read(ref _until);
            set => Volatile.Write(ref _until, value);
        }
    }
}
