using System.Net;
using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>One look at the TCP sockets, which counts the ports for several questions that are about one range.</summary>
internal sealed class PortCensus
{
    private readonly EphemeralPortSettings _settings;
    private readonly IReadOnlyList<PortQuestion> _questions;
    private readonly PortRange _range;

    private PortCensus(IReadOnlyList<PortQuestion> questions, EphemeralPortSettings settings, PortRange range)
    {
        _questions = questions;
        _settings = settings;
        _range = range;
    }

    /// <summary>Answers the questions, in their order.</summary>
    /// <param name="questions">At least one, all with one network and one range of the socket's own.</param>
    /// <param name="addresses">The sources of the questions.</param>
    public static PortPressure[] Take(IReadOnlyList<PortQuestion> questions, IReadOnlyList<IPAddress> addresses)
    {
        var settings = EphemeralPorts.GetSettings();
        if (settings.Range is not { } whole)
        {
            return [.. questions.Select(_ => new PortPressure(null, 0, null, 0, ShowsBound: false))];
        }

        var range = questions[0].Narrow(whole);
        var census = new PortCensus(questions, settings with { Range = range }, range);

        // What the sources themselves use is the usual reason, and the kernel finds it without showing every socket.
        var needsOthers = questions.Any(question => question.IsForBind);
        var answers = needsOthers ? [] : census.Count(addresses);
        return needsOthers
            || answers.Zip(questions).Any(each => each.Second.NeedsOthers && !each.First.IsFullByConnections)
            ? census.Count(null)
            : answers;
    }

    private PortPressure[] Count(IReadOnlyList<IPAddress>? sources)
    {
        var remotePort = _questions[0].RemotePort;
        var filter = new SocketFilter
        {
            Ports = _range,
            Sources = sources,
            RemotePort = sources is not null && _questions.All(question => question.RemotePort == remotePort) ? remotePort : 0,
            IsForConnections = sources is not null,
        };
        var tally = new Tally(_questions, _settings, countsAll: sources is null);
        var shown = TcpSockets.Visit(filter, ref tally);
        var usable = _settings.UsableCount ?? 0;
        var taken = shown == ShownSockets.None ? null : tally.Taken;
        return [.. _questions.Select(question => new PortPressure(
            _range, usable, taken, Math.Min(tally.ByConnections(question), usable), shown == ShownSockets.All))];
    }

    private readonly struct Tally : ITcpSocketVisitor
    {
        private readonly EphemeralPortSettings _settings;
        private readonly PortSet? _taken;
        private readonly Dictionary<UInt128, PortSet> _bySource = [];
        private readonly Dictionary<(UInt128 Source, UInt128 Remote, int RemotePort), int> _byDestination = [];

        public Tally(IReadOnlyList<PortQuestion> questions, EphemeralPortSettings settings, bool countsAll)
        {
            _taken = countsAll ? new PortSet() : null;
            _settings = settings;
            foreach (var question in questions)
            {
                if (question.IsForBind)
                {
                    _bySource[question.Source] = new PortSet();
                }
                else
                {
                    _byDestination[(question.Source, question.Remote, question.RemotePort)] = 0;
                }
            }
        }

        public int? Taken => _taken?.Count;

        public int ByConnections(PortQuestion question) => question.IsForBind
            ? _bySource[question.Source].Count
            : _byDestination[(question.Source, question.Remote, question.RemotePort)];

        public void StartAnew()
        {
            _taken?.Clear();
            foreach (var ports in _bySource.Values)
            {
                ports.Clear();
            }

            foreach (var key in _byDestination.Keys)
            {
                _byDestination[key] = 0; // Not a change to the keys.
            }
        }

        public void Visit(in TcpSocketEntry entry)
        {
            if (!_settings.IsUsable(entry.LocalPort))
            {
                return;
            }

            _taken?.Add(entry.LocalPort);
            var source = AddressKey.Of(entry.LocalAddress);
            if (_bySource.Count > 0 && _bySource.TryGetValue(source, out var ports))
            {
                ports.Add(entry.LocalPort);
            }

            if (entry.RemotePort == 0 || _byDestination.Count == 0)
            {
                return;
            }

            // Each connection between a source and a destination has a port of its own.
            var key = (source, AddressKey.Of(entry.RemoteAddress), entry.RemotePort);
            if (_byDestination.TryGetValue(key, out var count))
            {
                _byDestination[key] = count + 1;
            }
        }
    }
}
