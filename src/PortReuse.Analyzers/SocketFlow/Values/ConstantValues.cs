using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>The values that follow from an operation alone: constants, addresses and endpoints.</summary>
internal static class ConstantValues
{
    public static Value? OfConstant(IOperation operation)
    {
        if (!operation.ConstantValue.HasValue)
        {
            return operation is IDefaultValueOperation { Type.IsReferenceType: true } ? Value.Of(NullFact.Instance) : null;
        }

        return operation.ConstantValue.Value switch
        {
            null => Value.Of(NullFact.Instance),
            int number => Value.Of(new NumberFact(number)),
            ushort number => Value.Of(new NumberFact(number)),
            short number => Value.Of(new NumberFact(number)),
            byte number => Value.Of(new NumberFact(number)),
            sbyte number => Value.Of(new NumberFact(number)),
            char number => Value.Of(new NumberFact(number)),
            uint number when number <= int.MaxValue => Value.Of(new NumberFact((int)number)),
            long number when number is >= int.MinValue and <= int.MaxValue => Value.Of(new NumberFact((int)number)),
            string text when IsAddress(text) => Value.Of(AddressTextFact.Instance),
            _ => Value.Unknown,
        };
    }

    private static bool IsAddress(string text) => text.IndexOfAny(['.', ':']) >= 0 && System.Net.IPAddress.TryParse(text, out _);

    /// <summary><c>IPAddress.Any</c> and its like.</summary>
    public static Value? OfAddress(IFieldSymbol field)
    {
        if (field is not { IsStatic: true,
            ContainingType: { Name: "IPAddress", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } } })
        {
            return null;
        }

        return Value.Of(new AddressFact(field.Name is "Any" or "IPv6Any" ? AddressKind.Wildcard : AddressKind.Specific, KeyOf(field.Name)));
    }

    /// <summary>The loopback addresses by the text that parses to them.</summary>
    private static string KeyOf(string field) => field switch
    {
        "Loopback" => System.Net.IPAddress.Loopback.ToString(),
        "IPv6Loopback" => System.Net.IPAddress.IPv6Loopback.ToString(),
        _ => field,
    };

    /// <summary><c>new IPEndPoint(address, port)</c>.</summary>
    public static Value OfEndPoint(Value address, Value port, SyntaxNode origin)
    {
        var at = address.Facts is [AddressFact only]
            ? only with { Kind = address.MayBeOther ? AddressKind.Unknown : only.Kind }
            : AddressFact.Unknown;
        var ports = port.Facts
            .Where(fact => fact is NumberFact or NonZeroFact or OriginFact or TurnFact)
            .Select(fact => fact is NumberFact number ? number with { On = Systems.All } : fact)
            .ToList();
        var isUnknown = port.MayBeOther ? !ports.Any(fact => fact is OriginFact or TurnFact) : ports.Count == 0;
        return Value.Of(
            ports.Select(fact => new EndPointFact(fact, at, origin))
                .Concat(isUnknown ? [new EndPointFact(null, at, origin)] : Array.Empty<EndPointFact>()),
            mayBeOther: false);
    }

    /// <summary>The ports that an endpoint may have.</summary>
    public static Value PortsOf(Value endPoint) => Value.Of(
        endPoint.Facts.OfType<EndPointFact>().Where(fact => fact.Port is not null).Select(fact => fact.Port!),
        endPoint.MayBeOther || endPoint.Facts.Any(fact => fact is EndPointFact { Port: null }));

    /// <summary>The addresses that an endpoint may have.</summary>
    public static Value AddressesOf(Value endPoint) =>
        Value.Of(endPoint.Facts.OfType<EndPointFact>().Select(fact => fact.At), endPoint.MayBeOther);

    /// <summary><c>IPAddress.Parse("192.0.2.1")</c>.</summary>
    public static Value OfParsedAddress(string text) =>
        System.Net.IPAddress.TryParse(text, out var parsed) ? Value.Of(OfAddress(parsed)) : Value.Unknown;

    private static AddressFact OfAddress(System.Net.IPAddress address)
    {
        var isWildcard = address.Equals(System.Net.IPAddress.Any) || address.Equals(System.Net.IPAddress.IPv6Any);
        return new(isWildcard ? AddressKind.Wildcard : AddressKind.Specific, address.ToString());
    }

    /// <summary><c>IPEndPoint.Parse("192.0.2.1:0")</c>: a missing port is 0.</summary>
    public static Value OfParsedEndPoint(string text, SyntaxNode origin)
    {
        var address = text;
        var port = 0;
        var colon = text.LastIndexOf(':');
        if (colon > 0 && (text[colon - 1] == ']' || text.IndexOf(':') == colon))
        {
            address = text.Substring(0, colon);
            if (!int.TryParse(text.Substring(colon + 1), out port))
            {
                return Value.Unknown;
            }
        }

        if (!System.Net.IPAddress.TryParse(address.Trim('[', ']'), out var parsed))
        {
            return Value.Unknown;
        }

        return Value.Of(new EndPointFact(new NumberFact(port), OfAddress(parsed), origin));
    }
}
