using System.Net;
using System.Net.Sockets;

namespace PortReuse.Addresses;

/// <summary>The wildcard address of a family: by it the choice of the address is left to the system.</summary>
internal static class Wildcard
{
    public static bool Is(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.Equals(IPAddress.Any)
        : address.Equals(IPAddress.IPv6Any) || (address.IsIPv4MappedToIPv6 && address.MapToIPv4().Equals(IPAddress.Any));

    public static IPAddress Of(AddressFamily family) => family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
}
