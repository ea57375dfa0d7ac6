using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Sockets;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Operations;

/// <summary>Writes: to a property of a socket, into an endpoint, through a setter, or to a place that is followed.</summary>
internal sealed class Assignments(
    SocketTypes types, TransferContext context, CallFollower calls, SocketCalls socketCalls,
        Sequences sequences, ByteCalls bytes, Func<IOperation, Value> evaluate)
{
    public Value Assign(IOperation target, IOperation source)
    {
        if (target is IPropertyReferenceOperation { Instance: { } instance } property && types.IsSocket(property.Property.ContainingType))
        {
            var receiver = evaluate(instance);
            var assigned = evaluate(source);
            socketCalls.SetProperty(property, receiver, assigned);
            return assigned;
        }

        if (PartOfEndPoint(target) is { Instance: { } endPoint, Property.Name: var member })
        {
            return AssignToEndPoint(endPoint, member, evaluate(source));
        }

        var owner = target is IMemberReferenceOperation { Instance: { } holder } ? evaluate(holder) : Value.None;
        var value = evaluate(source);
        if (target is IPropertyReferenceOperation { Property: { IsIndexer: false } } assignedProperty
            && context.PlaceOf(target, context.State, owner) is null
            && calls.Set(assignedProperty, owner, value))
        {
            return value;
        }

        if (target is IFlowCaptureReferenceOperation && value.MayBePortZero && context.PlaceOf(target, context.State) is { } defaulted)
        {
            // "local ??= new IPEndPoint(ip, 0)" says as little of the port as "local ?? new IPEndPoint(ip, 0)" does.
            value = context.Values.Read(defaulted, context.State, target).MayBeOther ? value.JoinArms(Value.Unknown) : value;
        }

        if (target is ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } && !value.HasFacts)
        {
            value = calls.Conditions.Keep(source);
        }

        calls.Store(target, value, owner);
        sequences.Put(target, value);
        bytes.Write(target, source);
        return value;
    }

    /// <summary>An operator such as <c>+=</c> or <c>++</c> writes to the target what is not known.</summary>
    public Value Change(IOperation target)
    {
        if (PartOfEndPoint(target) is { Instance: { } endPoint, Property.Name: var member })
        {
            return AssignToEndPoint(endPoint, member, Value.Unknown);
        }

        bytes.Write(target, value: null);
        calls.Store(target, Value.Unknown);
        return Value.Unknown;
    }

    /// <summary>The target, where it is the port or the address of an endpoint.</summary>
    private IPropertyReferenceOperation? PartOfEndPoint(IOperation target) =>
        target is IPropertyReferenceOperation { Property: { Name: "Port" or "Address", ContainingType: var type } } part
        && types.IsIPEndPoint(type)
            ? part
            : null;

    private Value AssignToEndPoint(IOperation endPoint, string member, Value assigned)
    {
        var before = evaluate(endPoint);
        if (member == "Port")
        {
            sequences.ChangePort(before);
        }

        if (context.PlaceOf(endPoint, context.State) is { } place)
        {
            var origin = endPoint.Syntax;
            context.Store(place, member == "Port"
                ? ConstantValues.OfEndPoint(ConstantValues.AddressesOf(before), assigned, origin)
                : ConstantValues.OfEndPoint(assigned, ConstantValues.PortsOf(before), origin));
        }

        return assigned;
    }
}
