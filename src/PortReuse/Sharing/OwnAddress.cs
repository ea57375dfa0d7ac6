using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using PortReuse.Diagnosis;

namespace PortReuse.Sharing;

/// <summary>Whether a peer's address is one of this machine's.</summary>
internal static class OwnAddress
{
    /// <returns>False also where the system does not tell.</returns>
    /// <param name="address">The peer's address.</param>
    /// <param name="routeSource">The address that the system would choose for a connection to it.</param>
    public static bool Is(IPAddress address, IPAddress routeSource) =>
        address.Equals(routeSource) || IPAddress.IsLoopback(address) || (AddressProbe.IsLocal(address) && IsOfAnInterface(address));

    /// <summary>
    /// Loads the code that it takes, while there is a file descriptor for it: a runtime that once could not load it does not try again.
    /// </summary>
    public static void Prepare() => GC.KeepAlive(typeof(NetworkInterface));

    // A socket may be bound to any address where net.ipv4.ip_nonlocal_bind is set, so that a bind that works is not enough.
    internal static bool IsOfAnInterface(IPAddress address)
    {
        try
        {
            foreach (var networkInterface in NetworkInterface.GetAllNetworkInterfaces())
            {
                foreach (var own in networkInterface.GetIPProperties().UnicastAddresses)
                {
                    if (own.Address.Equals(address))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        catch (Exception e) when (e is NetworkInformationException or IOException or UnauthorizedAccessException or SocketException)
        {
            // Not known: no file descriptor is left, for instance, or a sandbox hides the interfaces. The dial goes on, and tells what it
            // meets itself.
            return false;
        }
    }
}
