using System.Net;

namespace PortReuse;

/// <summary>The bytes of an address, with an IPv4-mapped one as the IPv4 address that it stands for.</summary>
internal static class AddressBytes
{
    private static ReadOnlySpan<byte> MappedPrefix => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

    public static byte[] Of(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();

    public static ReadOnlySpan<byte> Unmapped(ReadOnlySpan<byte> address) =>
        address.StartsWith(MappedPrefix) ? address[MappedPrefix.Length..] : address;
}
