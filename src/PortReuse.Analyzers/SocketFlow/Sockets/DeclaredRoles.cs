using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Settings;
using PortReuse.Analyzers.SocketFlow.Sources;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>Calls of methods of which an option or an attribute says what they do to a socket.</summary>
internal sealed class DeclaredRoles(SocketTypes types, SocketSources sources, TransferContext context, SocketEvents events)
{
    /// <summary>Does what the method is said to do; null where nothing is said of it.</summary>
    public Value? TryCall(IInvocationOperation call, Value instance, Value[] arguments)
    {
        var role = sources.RoleOf(call.TargetMethod, call.Syntax.SyntaxTree);
        if (role == SocketRole.None)
        {
            return null;
        }

        var (socket, name) = SocketOf(call, instance, arguments);
        switch (role)
        {
            case SocketRole.DefersPort:
                events.SetOption(call, socket, SocketOption.BindAddressNoPort, true, name);
                break;
            case SocketRole.Binds:
                events.Bind(call, socket, EndPointOf(call, arguments), name);
                break;
            case SocketRole.Connects:
                events.Connect(call, socket, name, ConnectTargets.Of(call, arguments, arguments));
                break;
        }

        return types.IsSocket(call.Type) ? socket : Value.Unknown;
    }

    /// <summary>The one that it is called on or given, be it within an object; or the one that it makes.</summary>
    private (Value Socket, string Name) SocketOf(IInvocationOperation call, Value instance, Value[] arguments)
    {
        if (instance.Sockets.Count > 0)
        {
            return (instance, SourceNames.OfReceiver(call));
        }

        var operations = ArgumentOrder.Of(call);
        for (var i = 0; i < arguments.Length && i < operations.Length; i++)
        {
            if (arguments[i].Sockets.Count > 0)
            {
                return (arguments[i], SourceNames.Of(operations[i]));
            }
        }

        var held = arguments.Concat([instance]).SelectMany(context.SocketsIn).Distinct().ToList();
        return held.Count == 0 && types.IsSocket(call.Type)
            ? (context.CreateSocket(call, SocketProtocol.Unknown, SourceNames.Of(call)), SourceNames.Of(call))
            : (Value.Of(held.Select(socket => new SocketFact(socket)), false), SourceNames.OfReceiver(call));
    }

    /// <summary>An endpoint; or an address and, after it, a port.</summary>
    private Value EndPointOf(IInvocationOperation call, Value[] arguments)
    {
        var address = Value.Unknown;
        for (var i = 0; i < arguments.Length && i < call.TargetMethod.Parameters.Length; i++)
        {
            var type = call.TargetMethod.Parameters[i].Type;
            if (types.IsEndPoint(type))
            {
                return arguments[i];
            }

            if (types.IsIPAddress(type))
            {
                address = arguments[i];
            }
            else if (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16)
            {
                return ConstantValues.OfEndPoint(address, arguments[i], call.Syntax);
            }
        }

        return Value.Unknown;
    }
}
