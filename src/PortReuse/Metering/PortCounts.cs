using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PortReuse.Addresses;
using PortReuse.Connecting;
using PortReuse.Diagnosis;

namespace PortReuse.Metering;

/// <summary>Counts the ephemeral ports of several pairs of a source and a destination in one look.</summary>
/// <remarks>Between two addresses and a remote port there is one connection for each local port, so that connections are ports.</remarks>
internal readonly struct PortCounts : ITcpSocketVisitor
{
    private readonly EphemeralPortSettings _settings;
    private readonly Dictionary<Key, int> _counts = [];

    public PortCounts(EphemeralPortSettings settings, IEnumerable<PortUser> users)
    {
        _settings = settings;
        foreach (var user in users)
        {
            _counts[KeyOf(user)] = 0;
        }
    }

    public int Of(PortUser user) => _counts[KeyOf(user)];

    public void StartAnew()
    {
        foreach (var key in _counts.Keys)
        {
            _counts[key] = 0;
        }
    }

    public void Visit(in TcpSocketEntry entry)
    {
        if (!_settings.IsUsable(entry.LocalPort))
        {
            return;
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(
            _counts, new Key(AddressKey.Of(entry.LocalAddress), AddressKey.Of(entry.RemoteAddress), entry.RemotePort));
        if (!Unsafe.IsNullRef(ref count))
        {
            count++;
        }
    }

    private static Key KeyOf(PortUser user) => new(
        AddressKey.Of(user.Source), AddressKey.Of(user.Destination.Address), user.Destination.Port);

    private readonly record struct Key(UInt128 Source, UInt128 Destination, int Port);
}
