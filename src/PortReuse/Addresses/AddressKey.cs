using System.Buffers.Binary;
using System.Net;

namespace PortReuse.Addresses;

/// <summary>An address as a number, to be looked up by; an IPv4 address is the number of the IPv4-mapped one. Zones do not count.</summary>
internal static class AddressKey
{
    private const int Bytes = 16;

    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        return address.TryWriteBytes(bytes, out var length) ? Of(bytes[..length]) : default;
    }

    /// <param name="address">4 or 16 bytes; or none, in a state of the system's without a remote address.</param>
    public static UInt128 Of(ReadOnlySpan<byte> address) => address.Length switch
    {
        Bytes => BinaryPrimitives.ReadUInt128BigEndian(address),
        4 => new UInt128(0, 0xffff_0000_0000UL | BinaryPrimitives.ReadUInt32BigEndian(address)),
        _ => default,
    };
}
