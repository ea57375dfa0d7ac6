using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>The value of a place: the one that the path has written, or the initial one.</summary>
internal sealed class KnownValues(SocketTypes types, DeclaredValues declared, StoredEndPoints stored, HistoryRecorder recorder)
{
    public DeclaredValues Declared { get; } = declared;

    /// <summary>The value of a place that the path has not written to.</summary>
    public Value Initial(Place place)
    {
        if (place.Symbol is IFieldSymbol field && (field.IsReadOnly || ZeroBytes.IsRow(field.Type))
            && Declared.ValueOf(field) is { HasFacts: true } known)
        {
            return known;
        }

        if (place.Within is null && stored.Of(place.Symbol) is { } only)
        {
            return only;
        }

        // A local or a capture that is not written yet is not read yet either, and an object that does not exist has no members.
        return place.Symbol is null or ILocalSymbol || place.Within is not null ? Value.None : OfOrigin(place.Type, place);
    }

    /// <summary>All that a member of the type can hold, where that is known whichever members have run.</summary>
    public Value? Stored(Place place) =>
        place.Owner is not null ? null
        : stored.Of(place.Symbol)
            ?? (stored.MayChangeElements(place.Symbol) ? Value.Of(ChangedElementsFact.Instance, mayBeOther: true) : null);

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
}
