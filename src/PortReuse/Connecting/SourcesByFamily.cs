using System.Net;
using System.Net.Sockets;
using PortReuse.Addresses;

namespace PortReuse.Connecting;

/// <summary>The sources of IPv4 and those of IPv6.</summary>
internal sealed class SourcesByFamily
{
    private readonly SourceList? _ipv4;
    private readonly SourceList? _ipv6;

    /// <param name="sources">The sources.</param>
    /// <param name="parameter">The name of the parameter that they were given by.</param>
    public SourcesByFamily(IEnumerable<IPEndPoint> sources, string parameter)
    {
        ArgumentNullException.ThrowIfNull(sources, parameter);

        IPEndPoint[] copies = [.. sources.Select(
            source => CanonicalEndPoint.CopyOf(source ?? throw new ArgumentException("A source is null.", parameter)))];
        if (copies.Length == 0)
        {
            throw new ArgumentException(
                "There is no source. To let the system choose one, name the wildcard address of a family with port 0.", parameter);
        }

        foreach (var source in copies)
        {
            UnicastAddress.Require(source.Address, parameter);
        }

        _ipv4 = ListOf(AddressFamily.InterNetwork, copies);
        _ipv6 = ListOf(AddressFamily.InterNetworkV6, copies);
    }

    /// <summary>The family of all sources; null where there are some of each.</summary>
    public AddressFamily? OnlyFamily =>
        _ipv6 is null ? AddressFamily.InterNetwork :
        _ipv4 is null ? AddressFamily.InterNetworkV6 :
        null;

    /// <summary>The sources for a destination; null where there is none of its family.</summary>
    public SourceList? For(IPEndPoint remote) => remote.AddressFamily == AddressFamily.InterNetwork ? _ipv4 : _ipv6;

    /// <inheritdoc cref="For(IPEndPoint)"/>
    /// <exception cref="ArgumentException">There is none.</exception>
    public SourceList For(IPEndPoint remote, string parameter) => For(remote) ?? throw new ArgumentException(
        $"There is no source of the family of {remote} ({remote.AddressFamily}).", parameter);

    private static SourceList? ListOf(AddressFamily family, IPEndPoint[] sources)
    {
        var ofFamily = Array.FindAll(sources, source => source.AddressFamily == family);
        return ofFamily.Length == 0 ? null : new SourceList(ofFamily);
    }
}
