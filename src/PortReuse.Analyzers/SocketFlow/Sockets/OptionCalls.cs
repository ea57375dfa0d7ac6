using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>The calls that set an option: by its name, by its number, or by the companion.</summary>
internal sealed class OptionCalls(TransferContext context, SocketEvents events)
{
    public Value SetSocketOption(IInvocationOperation call, Value socket)
    {
        if (ArgumentOrder.Of(call) is not [var level, var name, var value])
        {
            return Value.Unknown;
        }

        switch ((ConstantOperations.NameOfConstant(level), ConstantOperations.NameOfConstant(name)))
        {
            case ("Socket", "ReuseAddress"):
                events.SetOption(call, socket, SocketOption.ReuseAddress, ConstantOperations.IsTrue(value), SourceNames.OfReceiver(call));
                break;
            case ("Socket", "ExclusiveAddressUse"):
                events.SetOption(
                    call, socket, SocketOption.ExclusiveAddressUse, ConstantOperations.IsTrue(value), SourceNames.OfReceiver(call));
                break;
            case ("Socket", "ReuseUnicastPort"):
                events.SetOption(call, socket, SocketOption.ReuseUnicastPort,
                    ConstantOperations.IsTrue(value), SourceNames.OfReceiver(call), context.State.Systems, Systems.Windows);
                break;
            case ("Socket", "Broadcast") or (_, "AddMembership" or "MulticastInterface" or "MulticastTimeToLive" or "MulticastLoopback"):
                events.Record(call, socket, SocketEventKind.DatagramUsed);
                break;
        }

        return Value.Unknown;
    }

    /// <summary>
    /// An option by its number, once for each meaning that it can have: level and name may be chosen by the system.
    /// </summary>
    public Value SetRawOption(IOperation call, Value socket, Value level, Value name, Value value, Systems callable = Systems.All)
    {
        var enabled = !ZeroBytes.Are(value);
        foreach (var levelNumber in level.Facts.OfType<NumberFact>())
        {
            foreach (var nameNumber in name.Facts.OfType<NumberFact>())
            {
                var systems = levelNumber.On & nameNumber.On & context.State.Systems & callable;
                if (systems != Systems.None && RawOptions.Of(levelNumber.Number, nameNumber.Number) is { } option)
                {
                    events.SetOption(call, socket, option, enabled,
                        SourceNames.OfReceiver(call), systems, RawOptions.Home(levelNumber.Number, nameNumber.Number));
                }
            }
        }

        return Value.Unknown;
    }

    public Value CallCompanion(IInvocationOperation call, Value[] arguments)
    {
        if (ArgumentOrder.Of(call) is not [var receiver, .. var others])
        {
            return Value.Unknown;
        }

        var socket = arguments[0];
        var name = SourceNames.Of(receiver);
        switch (call.TargetMethod.Name)
        {
            case "TrySetBindAddressNoPort":
                events.SetOption(call, socket, SocketOption.BindAddressNoPort, true, name);
                break;
            case "BindForConnect":
                events.SetOption(call, socket, SocketOption.BindAddressNoPort, true, name);
                events.Bind(call, socket, others.Length > 0 ? arguments[1] : Value.Unknown, name);
                break;
            case "SetReusePort" when others.Length > 0:
                events.SetOption(call, socket, SocketOption.RawReusePort, ConstantOperations.IsTrue(others[0]), name);
                break;
            case "SetReuseAddress" when others.Length > 0:
                events.SetOption(call, socket, SocketOption.RawReuseAddress, ConstantOperations.IsTrue(others[0]), name);
                break;
            case "TrySetLocalPortRange":
                events.SetOption(call, socket, SocketOption.LocalPortRange, true, name);
                break;
        }

        return Value.Unknown;
    }
}
