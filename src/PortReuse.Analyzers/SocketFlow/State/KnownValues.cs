using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>The values that follow from the code alone: constants, endpoints, and what a place holds from the start.</summary>
internal sealed class KnownValues(SocketTypes types, HistoryRecorder recorder)
{
    public DeclaredValues Declared { get; } = new(types);

    /// <summary>What a place holds that the path has not written to.</summary>
    public Value Initial(Place place)
    {
        if (place.Symbol is IFieldSymbol field && (field.IsReadOnly || ZeroBytes.IsRow(field.Type)) && Declared.ValueOf(field) is { HasFacts: true } known)
        {
            return known;
        }

        // A local or a capture that is not written yet is not read yet either, and an object that does not exist has no members.
        return place.Symbol is null or ILocalSymbol || place.Within is not null ? Value.None : OfOrigin(place.Type, place);
    }

    /// <summary>A value of which nothing is known but where it is from.</summary>
    public Value OfOrigin(ITypeSymbol? type, object origin)
    {
        if (type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt16 })
        {
            return Value.Of(new OriginFact(origin), mayBeOther: true);
        }

        if (types.IsEndPoint(type))
        {
            return Value.Of(new EndPointFact(new OriginFact(origin), new AddressFact(AddressKind.Unknown, origin), null), mayBeOther: true);
        }

        return types.IsIPAddress(type)
            ? Value.Of(new AddressFact(AddressKind.Unknown, origin), mayBeOther: true)
            : Value.Unknown;
    }

    public Value Read(Place place, FlowState state, IOperation reference)
    {
        if (state[place] is { IsNone: false } written)
        {
            return written;
        }

        if (types.IsSocket(place.Type) && place.Symbol is not null)
        {
            // A field may hold none yet.
            var received = new SocketFact(recorder.ReceivedSocket(place, ProtocolOf(place.Type), reference));
            return Value.Of([received], mayBeOther: place.IsShared);
        }

        var initial = Initial(place);
        return initial.IsNone ? Value.Unknown : initial;
    }

    public SocketProtocol ProtocolOf(ITypeSymbol? type) =>
        types.IsTcpClient(type) || types.IsTcpListener(type) ? SocketProtocol.Tcp
        : types.IsUdpClient(type) ? SocketProtocol.Datagram
        : SocketProtocol.Unknown;

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
        if (field is not { IsStatic: true, ContainingType: { Name: "IPAddress", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } } })
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
