using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>How many addresses a connect may go through.</summary>
internal static class ConnectTargets
{
    /// <param name="call">The connect.</param>
    /// <param name="arguments">What it is given, in the order of the parameters; of an extension method without its receiver.</param>
    /// <param name="targets">Where to, as far as that is an endpoint.</param>
    public static ConnectTarget Of(IInvocationOperation call, Value[] arguments, IEnumerable<Value> targets)
    {
        if (targets.Any(target => target.Facts.Any(fact => fact is HostNameFact)))
        {
            return ConnectTarget.HostName;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is { SpecialType: SpecialType.System_String })
            {
                var index = argument.Parameter.Ordinal - (call.Arguments.Length - arguments.Length);
                return index >= 0 && arguments[index] is { MayBeOther: false, HasFacts: true, Facts: var facts }
                    && facts.All(fact => fact is AddressTextFact or NullFact)
                    ? ConnectTarget.OneEndPoint
                    : ConnectTarget.HostName;
            }

            if (argument.Parameter?.Type is IArrayTypeSymbol { ElementType.Name: "IPAddress" })
            {
                return ConnectTarget.SeveralAddresses;
            }

            if (argument.Value is IConversionOperation { Operand.Type.Name: "DnsEndPoint" } or { Type.Name: "DnsEndPoint" })
            {
                return ConnectTarget.HostName;
            }
        }

        return ConnectTarget.OneEndPoint;
    }
}
