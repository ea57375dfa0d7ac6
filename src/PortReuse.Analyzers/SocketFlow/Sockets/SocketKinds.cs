using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>Which kind of socket a constructor makes, by what its arguments are known to be where it runs.</summary>
internal static class SocketKinds
{
    public static SocketProtocol Of(IObjectCreationOperation creation, Value[] arguments, KnownValues values)
    {
        if (values.ProtocolOf(creation.Type) is var known && known != SocketProtocol.Unknown)
        {
            return known;
        }

        if (NamesOf("AddressFamily") is { } families
            && !families.Exists(name => name is "InterNetwork" or "InterNetworkV6" or "Unspecified"))
        {
            return SocketProtocol.Other;
        }

        return OnlyOne(NamesOf("SocketType"), OfType) is var byType && byType != SocketProtocol.Unknown
            ? byType
            : OnlyOne(NamesOf("ProtocolType"), OfProtocol);

        List<string>? NamesOf(string type) =>
            creation.Constructor?.Parameters.FirstOrDefault(parameter => parameter.Type.Name == type) is { } asked
            && arguments[asked.Ordinal] is { HasFacts: true, MayBeOther: false } given
            && given.Facts.All(fact => fact is NumberFact)
                ? [.. given.Facts.OfType<NumberFact>().Select(number => NameOf((INamedTypeSymbol)asked.Type, number.Number))]
                : null;
    }

    private static SocketProtocol OfType(string type) => type switch
    {
        "Stream" => SocketProtocol.Tcp,
        "Dgram" => SocketProtocol.Datagram,
        "Unknown" => SocketProtocol.Unknown,
        _ => SocketProtocol.Other,
    };

    private static SocketProtocol OfProtocol(string protocol) => protocol switch
    {
        "Tcp" => SocketProtocol.Tcp,
        "Udp" => SocketProtocol.Datagram,
        _ => SocketProtocol.Unknown,
    };

    /// <summary>Several possible kinds give no known one, unless no stream is among them.</summary>
    private static SocketProtocol OnlyOne(List<string>? names, Func<string, SocketProtocol> kindOf) =>
        (names ?? []).Select(kindOf).Distinct().ToList() switch
    {
        [var only] => only,
        [] => SocketProtocol.Unknown,
        var several =>
            several.Exists(kind => kind is SocketProtocol.Tcp or SocketProtocol.Unknown) ? SocketProtocol.Unknown : SocketProtocol.Other,
    };

    private static string NameOf(INamedTypeSymbol type, int number) =>
        type.GetMembers()
            .OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, number))?.Name ?? string.Empty;
}
