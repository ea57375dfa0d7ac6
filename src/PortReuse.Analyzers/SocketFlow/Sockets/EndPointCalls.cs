using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>The calls that make an address or an endpoint of a text, or the text of an address.</summary>
internal sealed class EndPointCalls(SocketTypes types, TransferContext context, CallFollower calls)
{
    /// <summary>Null where the call is none of these.</summary>
    public Value? TryCall(IInvocationOperation call)
    {
        if (call is { TargetMethod: { Name: "Parse", IsStatic: true, ContainingType: var type }, Arguments: [{ Value: var text }, ..] }
            && types.IsIPAddress(type))
        {
            return ConstantOperations.ConstantText(text) is { } address
                ? ConstantValues.OfParsedAddress(address)
                : context.FromUnknown(call);
        }

        if (call.TargetMethod is { Name: "ToString", ContainingType: var written } && types.IsIPAddress(written))
        {
            return Value.Of(AddressTextFact.Instance);
        }

        return IsParse(call.TargetMethod) ? ParseEndPoint(call) : null;
    }

    /// <summary><c>Parse</c> returns the endpoint, <c>TryParse</c> writes it to its last argument.</summary>
    private Value ParseEndPoint(IInvocationOperation call)
    {
        var arguments = ArgumentOrder.Of(call);
        var parsed = arguments is [var text, ..] && ConstantOperations.ConstantText(text) is { } constant
            ? ConstantValues.OfParsedEndPoint(constant, call.Syntax)
            : Value.Unknown;
        if (call.TargetMethod.Name == "TryParse" && arguments is [_, .., var target])
        {
            calls.Store(target, parsed);
            return Value.Unknown;
        }

        return parsed;
    }

    private bool IsParse(IMethodSymbol method) =>
        method is { Name: "Parse" or "TryParse", IsStatic: true } && types.IsIPEndPoint(method.ContainingType);
}
