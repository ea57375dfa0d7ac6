using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;
using PortReuse.Connecting;

namespace PortReuse.Diagnosis;

/// <summary>The question after a failure to find a port: how full is the range for this source?</summary>
/// <param name="Network">The network namespace; see <see cref="NetworkIdentity"/>.</param>
/// <param name="Low">The lowest port of the socket's own range; 0 where it has none.</param>
/// <param name="High">The highest.</param>
/// <param name="Source">The local address that was chosen; see <see cref="AddressKey"/>.</param>
/// <param name="Remote">The remote address; 0 for a bind.</param>
/// <param name="RemotePort">The remote port; 0 for a bind.</param>
/// <param name="NeedsOthers">Whether the ports that other sources hold matter, where its own connections do not fill the range.</param>
internal readonly record struct PortQuestion(
    ulong Network, int Low, int High, UInt128 Source, UInt128 Remote, int RemotePort, bool NeedsOthers)
{
    public bool IsForBind => RemotePort == 0;

    public static PortQuestion Of(IPAddress source, IPEndPoint? remote, Socket? socket)
    {
        (var low, var high) = OwnRange(socket);
        return new PortQuestion(
            NetworkIdentity.OfThread(), low, high, AddressKey.Of(source), remote is null
                ? default
                : AddressKey.Of(remote.Address), remote?.Port ?? 0, true);
    }

    /// <summary>The range that a socket with this one's bounds has its port from. A bound outside the system's range is ignored.</summary>
    public PortRange Narrow(PortRange range)
    {
        var low = Low != 0 && range.Contains(Low) ? Low : range.Low;
        var high = High != 0 && range.Contains(High) ? High : range.High;
        return low <= high ? new PortRange(low, high) : range;
    }

    // One that leaves no port out is none.
    private static (int Low, int High) OwnRange(Socket? socket) =>
        OperatingSystem.IsLinux() && socket is not null
            && LocalPortRangeOption.TryGet(socket) is { } own && own is not { Low: 1, High: ushort.MaxValue }
            ? (own.Low, own.High)
            : (0, 0);
}
