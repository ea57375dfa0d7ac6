using System.Net;
using PortReuse.Addresses;

namespace PortReuse.Sharing;

/// <summary>Which local endpoint of the shared port a dial leaves from.</summary>
internal static class LocalChoice
{
    /// <summary>
    /// The listener on the address that the route to the peer starts from; for a peer on a loopback address, one on a loopback address; the
    /// one on the wildcard address, from which the route's own is taken; or the only one of the family, which the user chose.
    /// </summary>
    /// <param name="listeners">What is listened on, each with the shared port.</param>
    /// <param name="remote">The peer.</param>
    /// <param name="routeSource">The address that the system would choose for a connection to the peer.</param>
    /// <returns>A local endpoint; null where none leads to the peer.</returns>
    public static IPEndPoint? Choose(IReadOnlyList<IPEndPoint> listeners, IPEndPoint remote, IPAddress routeSource)
    {
        IPEndPoint? loopback = null, wildcard = null, specific = null;
        var specifics = 0;
        foreach (var listener in listeners)
        {
            if (listener.AddressFamily != remote.AddressFamily)
            {
                continue;
            }

            if (Wildcard.Is(listener.Address))
            {
                wildcard ??= listener;
            }
            else if (listener.Address.Equals(routeSource))
            {
                return listener;
            }
            else if (IPAddress.IsLoopback(listener.Address))
            {
                loopback ??= listener;
            }
            else
            {
                specific ??= listener;
                specifics++;
            }
        }

        if (loopback is not null && IPAddress.IsLoopback(remote.Address))
        {
            return loopback;
        }

        if (wildcard is not null)
        {
            return new IPEndPoint(routeSource, wildcard.Port);
        }

        return specifics == 1 && loopback is null ? specific : null;
    }
}
