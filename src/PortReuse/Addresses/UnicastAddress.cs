using System.Net;
using System.Net.Sockets;

namespace PortReuse.Addresses;

/// <summary>
/// Refuses an address that no TCP socket can listen on or connect from. The system takes it at the bind, and says at the connect alone that
/// it will not do.
/// </summary>
internal static class UnicastAddress
{
    /// <exception cref="ArgumentException">It is a multicast address, or the broadcast one of all networks.</exception>
    public static void Require(IPAddress address, string parameter)
    {
        if (IsMulticast(address))
        {
            throw new ArgumentException($"{address} is a multicast address; a TCP socket has an address of one machine.", parameter);
        }

        if (AddressBytes.AreEqual(CanonicalEndPoint.Of(address), IPAddress.Broadcast))
        {
            throw new ArgumentException($"{address} is the broadcast address; a TCP socket has an address of one machine.", parameter);
        }
    }

    // 224.0.0.0/4 and ff00::/8.
    private static bool IsMulticast(IPAddress address)
    {
        const int firstByte = 224, lastByte = 239;
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv4MappedToIPv6)
        {
            return address.IsIPv6Multicast;
        }

        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out var length) && bytes[length - 4] is >= firstByte and <= lastByte;
    }
}
