using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Connecting;

/// <summary>Checks where to connect to, before anything is opened.</summary>
internal static class Destination
{
    /// <summary>Either an address, as the system gives it back, or a name.</summary>
    /// <param name="remote">What the caller was given.</param>
    /// <param name="parameter">The name of the parameter that it was given as.</param>
    public static (IPEndPoint? Address, DnsEndPoint? Name) Of(EndPoint remote, string parameter)
    {
        ArgumentNullException.ThrowIfNull(remote, parameter);
        switch (remote)
        {
            case IPEndPoint { Port: 0 } or DnsEndPoint { Port: 0 }:
                throw new ArgumentException($"{remote} has no port; a destination needs one from 1 to 65535.", parameter);
            case IPEndPoint address:
                return (CanonicalEndPoint.Of(address), null);
            case DnsEndPoint name when IPAddress.TryParse(name.Host, out var parsed):
                return name.AddressFamily == AddressFamily.Unspecified || name.AddressFamily == parsed.AddressFamily
                    ? (new IPEndPoint(CanonicalEndPoint.Of(parsed), name.Port), null)
                    : throw new ArgumentException($"{name.Host} is not an address of {name.AddressFamily}, which is asked for.", parameter);
            case DnsEndPoint name:
                return (null, name);
            default:
                throw new ArgumentException(
                    $"A {remote.GetType().Name} is neither an {nameof(IPEndPoint)} nor a {nameof(DnsEndPoint)}, and has no port.",
                        parameter);
        }
    }

    public static EndPoint Of(string host, int port)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port) : new DnsEndPoint(host, port);
    }

    /// <summary>
    /// The family of the addresses that are asked for and can be used, both where it is <see cref="AddressFamily.Unspecified"/>.
    /// </summary>
    public static AddressFamily FamilyToLookUp(DnsEndPoint name, SourcesByFamily sources, string parameter)
    {
        var usable = sources.OnlyFamily ?? AddressFamily.Unspecified;
        if (name.AddressFamily == AddressFamily.Unspecified || name.AddressFamily == usable)
        {
            return usable;
        }

        if (usable == AddressFamily.Unspecified)
        {
            return name.AddressFamily;
        }

        throw new ArgumentException($"{name.AddressFamily} is asked for, and there is no source of it.", parameter);
    }

    /// <summary>The message for a host name none of whose addresses can be connected to.</summary>
    /// <param name="name">The name.</param>
    /// <param name="family">The family that can be used.</param>
    /// <param name="found">Its addresses.</param>
    public static string NoneUsable(DnsEndPoint name, AddressFamily family, IPAddress[] found)
    {
        var usable = family == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
        var others = found.Length == 0
            ? ""
            : $", only {(family == AddressFamily.InterNetworkV6 ? "IPv4" : "IPv6")} ones ({string.Join(", ", found.AsEnumerable())})";
        var why = name.AddressFamily == AddressFamily.Unspecified
            ? $"there is a source of {usable} alone. Give the connector a source of the other family too."
            : $"{usable} is asked for.";
        return family == AddressFamily.Unspecified
            ? $"{name.Host} has no address."
            : $"{name.Host} has no {usable} address{others}, and {why}";
    }
}
