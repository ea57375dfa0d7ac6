using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Connecting;

/// <summary>In which order the addresses of a name are tried (RFC 8305, section 4): the families take turns.</summary>
internal static class AddressOrder
{
    /// <summary>Begins with the family of the first, and keeps the order within each family, which is the resolver's (RFC 6724).</summary>
    public static IPEndPoint[] Interleave(IEnumerable<IPAddress> addresses, int port)
    {
        IPAddress[] all = [.. addresses.Select(CanonicalEndPoint.Of).Distinct()];
        if (all.Length == 0)
        {
            return [];
        }

        var first = all[0].AddressFamily;
        var preferred = new Queue<IPAddress>(all.Where(address => address.AddressFamily == first));
        var others = new Queue<IPAddress>(all.Where(address => address.AddressFamily != first));

        var ordered = new List<IPEndPoint>(all.Length);
        while (ordered.Count < all.Length)
        {
            if (preferred.TryDequeue(out var address))
            {
                ordered.Add(new IPEndPoint(address, port));
            }

            if (others.TryDequeue(out address))
            {
                ordered.Add(new IPEndPoint(address, port));
            }
        }

        return [.. ordered];
    }
}
