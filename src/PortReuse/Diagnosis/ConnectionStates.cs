using PortReuse.Addresses;

namespace PortReuse.Diagnosis;

/// <summary>The states of several connections, from one look at all TCP sockets.</summary>
internal static class ConnectionStates
{
    /// <summary>The state of each connection, or null where there is none or the system does not say.</summary>
    /// <param name="connections">At least one.</param>
    /// <param name="diagnostics">How the kernel is asked first; null for <see cref="SocketDiagnostics.Tcp"/>.</param>
    public static IReadOnlyDictionary<ConnectionKey, TcpSocketState?> Read(
        IReadOnlyCollection<ConnectionKey> connections, SocketDiagnostics? diagnostics = null)
    {
        var visitor = new Visitor(connections);
        TcpSockets.Visit(FilterOf(connections), ref visitor, diagnostics);
        return connections.ToDictionary(connection => connection, visitor.StateOf);
    }

    private static SocketFilter FilterOf(IReadOnlyCollection<ConnectionKey> connections)
    {
        var remotePort = connections.First().Remote.Port;
        return new SocketFilter
        {
            Ports = new PortRange(connections.Min(each => each.Local.Port), connections.Max(each => each.Local.Port)),
            RemotePort = connections.All(each => each.Remote.Port == remotePort) ? remotePort : 0,
            IsForConnections = true,
        };
    }

    private readonly struct Visitor : ITcpSocketVisitor
    {
        private readonly Dictionary<(UInt128 Local, int LocalPort, UInt128 Remote, int RemotePort), TcpSocketState?> _states = [];

        public Visitor(IEnumerable<ConnectionKey> connections)
        {
            foreach (var connection in connections)
            {
                _states[KeyOf(connection)] = null;
            }
        }

        public TcpSocketState? StateOf(ConnectionKey connection) => _states[KeyOf(connection)];

        public void StartAnew()
        {
            foreach (var key in _states.Keys)
            {
                _states[key] = null; // Not a change to the keys.
            }
        }

        public void Visit(in TcpSocketEntry entry)
        {
            var key = (AddressKey.Of(entry.LocalAddress), entry.LocalPort, AddressKey.Of(entry.RemoteAddress), entry.RemotePort);
            if (_states.ContainsKey(key))
            {
                _states[key] = entry.State;
            }
        }

        private static (UInt128 Local, int LocalPort, UInt128 Remote, int RemotePort) KeyOf(ConnectionKey connection) => (
            AddressKey.Of(connection.Local.Address), connection.Local.Port,
            AddressKey.Of(connection.Remote.Address), connection.Remote.Port);
    }
}
