using System.Net;
using System.Net.Sockets;

namespace PortReuse.Addresses;

/// <summary>The bytes of an address, with an IPv4-mapped one as the IPv4 address that it stands for.</summary>
internal static class AddressBytes
{
    private const int MostBytes = 16;

    private static ReadOnlySpan<byte> MappedPrefix => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

    public static byte[] Of(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();

    /// <summary>Whether two addresses of one family are the same, whatever zone they are said to be in.</summary>
    public static bool AreEqual(IPAddress first, IPAddress second)
    {
        if (first.AddressFamily == AddressFamily.InterNetwork)
        {
            return first.Equals(second);
        }

        Span<byte> bytes = stackalloc byte[2 * MostBytes];
        return first.TryWriteBytes(bytes, out var length) && second.TryWriteBytes(bytes[MostBytes..], out var otherLength) &&
            bytes[..length].SequenceEqual(bytes.Slice(MostBytes, otherLength));
    }

    public static ReadOnlySpan<byte> Unmapped(ReadOnlySpan<byte> address) =>
        address.StartsWith(MappedPrefix) ? address[MappedPrefix.Length..] : address;
}
