using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>How many addresses a connect may go through.</summary>
internal static class ConnectTargets
{
    public static ConnectTarget Of(IInvocationOperation call, IEnumerable<Value> targets)
    {
        if (targets.Any(target => target.Facts.Any(fact => fact is HostNameFact)))
        {
            return ConnectTarget.HostName;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Type is { SpecialType: SpecialType.System_String })
            {
                return argument.Value.ConstantValue is { HasValue: true, Value: string text } && System.Net.IPAddress.TryParse(text, out _)
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
