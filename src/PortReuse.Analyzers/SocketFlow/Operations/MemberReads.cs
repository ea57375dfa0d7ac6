using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sockets;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>Reads: of a socket, of an endpoint, of a system test, through a getter, or from a place that is followed.</summary>
internal sealed class MemberReads(
    SocketTypes types, TransferContext context, CallFollower calls, SocketCalls socketCalls, Func<IOperation, Value> evaluate)
{
    /// <summary>The object that the member is of; nothing where it is static.</summary>
    public Value Owner(IOperation reference) => reference switch
    {
        IMemberReferenceOperation { Instance: { } instance } => evaluate(instance),
        _ => Value.None,
    };

    public Value Field(IFieldReferenceOperation reference)
    {
        if (ConstantValues.OfAddress(reference.Field) is { } address)
        {
            return address;
        }

        var owner = Owner(reference);
        if (reference.Field.Type.SpecialType == SpecialType.System_Boolean
            && context.Values.Declared.GuardOf(reference.Field) is { HasFacts: true } guard)
        {
            return guard;
        }

        return Sequences.Read(reference.Field, owner, types) ?? ReadMember(reference, owner) ?? context.FromUnknown(reference);
    }

    public Value Property(IPropertyReferenceOperation reference)
    {
        var receiver = Owner(reference);
        foreach (var argument in reference.Arguments)
        {
            calls.Escape(argument, evaluate(argument.Value));
        }

        if ((FailureTests.Property(reference, receiver) ?? calls.Failed?.Property(reference, receiver)) is { } told)
        {
            return told;
        }

        if (IsSocketProperty(reference.Property, out var isHandle))
        {
            return socketCalls.ReadProperty(reference, receiver, isHandle);
        }

        if ((Tasks.IsResult(reference.Property) || SystemTests.IsAnswer(reference.Property)) && receiver.HasFacts)
        {
            return receiver;
        }

        if (Sequences.Read(reference.Property, receiver, types) is { } element)
        {
            return element;
        }

        if (types.IsIPEndPoint(reference.Property.ContainingType))
        {
            return reference.Property.Name switch
            {
                "Port" => ConstantValues.PortsOf(receiver),
                "Address" => ConstantValues.AddressesOf(receiver),
                _ => Value.Unknown,
            };
        }

        if (reference.Property.Type.SpecialType == SpecialType.System_Boolean
            && context.Values.Declared.GuardOf(reference.Property) is { HasFacts: true } guard)
        {
            return guard;
        }

        if (ZeroBytes.IsRow(reference.Property.Type)
            && context.Values.Declared.OfReturned(reference.Property.OriginalDefinition) is { HasFacts: true } row)
        {
            return row;
        }

        return ReadMember(reference, receiver) ?? calls.Get(reference, receiver);
    }

    /// <summary>The value of the member of any object; null if it is not a place that is followed.</summary>
    private Value? ReadMember(IMemberReferenceOperation reference, Value owner)
    {
        if (owner.Objects is not { Count: > 1 } objects)
        {
            return context.PlaceOf(reference, context.State, owner) is { } place ? context.Read(place, reference) : null;
        }

        Value? read = null;
        foreach (var one in objects)
        {
            if (context.PlaceOf(reference, context.State, Value.Of(new ObjectFact(one))) is not { } place)
            {
                return null;
            }

            var held = context.Read(place, reference);
            read = read?.Join(held) ?? held;
        }

        return read;
    }

    /// <summary>A member of a socket type whose meaning is known; a handle stands for its socket.</summary>
    private bool IsSocketProperty(IPropertySymbol property, out bool isHandle)
    {
        isHandle = property.Name is "Handle" or "SafeHandle";
        return types.IsSocket(property.ContainingType);
    }
}
