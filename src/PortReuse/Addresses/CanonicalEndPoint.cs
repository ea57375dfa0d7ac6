using System.Net;
using System.Net.Sockets;

namespace PortReuse.Addresses;

/// <summary>An endpoint as the system gives it back: one of several that mean the same, so that they can be compared.</summary>
internal static class CanonicalEndPoint
{
    /// <summary>A copy of the endpoint with the canonical address. No other code can change the copy.</summary>
    public static IPEndPoint CopyOf(IPEndPoint endPoint) => new(Of(endPoint.Address), endPoint.Port);

    /// <summary>The same object where its address is canonical.</summary>
    public static IPEndPoint Of(IPEndPoint endPoint)
    {
        var address = Of(endPoint.Address);
        return ReferenceEquals(address, endPoint.Address) ? endPoint : new IPEndPoint(address, endPoint.Port);
    }

    /// <summary>
    /// The IPv4 address that an IPv4-mapped one stands for; and an IPv6 address without a zone where it needs none: the system ignores that
    /// of an address that is not link-local.
    /// </summary>
    public static IPAddress Of(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.ScopeId == 0 || address.IsIPv6LinkLocal || address.IsIPv6Multicast
            ? address
            : new IPAddress(address.GetAddressBytes());
    }

    /// <summary>
    /// The zone of an endpoint with a link-local address: the number of the interface. 0 for any other, and where none is given.
    /// </summary>
    public static long ZoneOf(IPEndPoint endPoint) => endPoint.Address.IsIPv6LinkLocal ? endPoint.Address.ScopeId : 0;

    /// <summary>
    /// A destination with a link-local address, in the zone of the local endpoint that it is connected to from, unless it names one itself.
    /// </summary>
    public static IPEndPoint InZoneOf(IPEndPoint local, IPEndPoint remote) =>
        remote.Address.IsIPv6LinkLocal && ZoneOf(remote) == 0 && ZoneOf(local) != 0
        ? new IPEndPoint(new IPAddress(remote.Address.GetAddressBytes(), ZoneOf(local)), remote.Port)
        : remote;
}
