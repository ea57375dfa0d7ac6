using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>The values that follow from the code alone: constants, endpoints, and what a place holds from the start.</summary>
internal sealed class KnownValues(SocketTypes types, HistoryRecorder recorder)
{
    private readonly ReadOnlyFields _readOnlyFields = new(types);

    /// <summary>What a place holds that the path has not written to.</summary>
    public Value Initial(Place place)
    {
        if (place.Symbol is IFieldSymbol { IsReadOnly: true } field && _readOnlyFields.ValueOf(field) is { HasFacts: true } known)
        {
            return known;
        }

        // A local or a capture that is not written yet is not read yet either.
        return place.Symbol is null or ILocalSymbol ? Value.None : Value.Unknown;
    }

    public Value Read(Place place, FlowState state, IOperation reference)
    {
        if (state[place] is { IsNone: false } written)
        {
            return written;
        }

        if (types.IsSocket(place.Type) && place.Symbol is not null)
        {
            return Value.Of(new SocketFact(recorder.ReceivedSocket(place, ProtocolOf(place.Type), reference)));
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
            _ => Value.Unknown,
        };
    }

    /// <summary><c>IPAddress.Any</c> and its like.</summary>
    public static Value? OfAddress(IFieldSymbol field)
    {
        if (field is not { IsStatic: true, ContainingType: { Name: "IPAddress", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } } })
        {
            return null;
        }

        return Value.Of(new AddressFact(field.Name is "Any" or "IPv6Any" ? AddressKind.Wildcard : AddressKind.Specific));
    }

    /// <summary><c>new IPEndPoint(address, port)</c>.</summary>
    public static Value OfEndPoint(Value address, Value port, SyntaxNode origin)
    {
        var kinds = address.Facts.OfType<AddressFact>().Select(fact => fact.Kind).Distinct().ToList();
        var kind = kinds.Count == 1 && address is { MayBeOther: false, Facts.Length: 1 } ? kinds[0] : AddressKind.Unknown;
        var ports = port.Facts.Where(fact => fact is NumberFact or NonZeroFact);
        return Value.Of(
            ports.Select(fact => new EndPointFact(fact, kind, origin))
                .Concat(port.MayBeOther || !port.HasFacts ? [new EndPointFact(null, kind, origin)] : Array.Empty<EndPointFact>()),
            mayBeOther: false);
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

        var isWildcard = parsed.Equals(System.Net.IPAddress.Any) || parsed.Equals(System.Net.IPAddress.IPv6Any);
        var kind = isWildcard ? AddressKind.Wildcard : AddressKind.Specific;
        return Value.Of(new EndPointFact(new NumberFact(port), kind, origin));
    }
}
