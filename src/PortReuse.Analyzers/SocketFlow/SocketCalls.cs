using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow;

/// <summary>What the members of the socket types do: the one place that knows System.Net.Sockets.</summary>
internal sealed class SocketCalls(SocketTypes types, FlowCursor cursor, CallFollower calls)
{
    /// <summary>A <c>TcpListener</c> is given its endpoint when it is made, and bound to it when it starts.</summary>
    private readonly Dictionary<SocketId, Value> _endPointsOfListeners = [];

    /// <summary>
    /// Does what the call does to a socket; null where it is not a call on one.
    /// </summary>
    public Value? TryCall(IInvocationOperation call, Value instance, Value[] arguments)
    {
        var method = call.TargetMethod;
        if (types.IsSocket(method.ContainingType) && !method.IsStatic)
        {
            return Call(call, method, instance, arguments);
        }

        if (method.Name == "Dispose" && method.Parameters.IsEmpty && instance.Sockets.Any())
        {
            return Happen(call, instance, SocketEventKind.Disposed);
        }

        if (CompanionCalls.Is(method))
        {
            return CallCompanion(call, arguments);
        }

        if (IsSocketTaskExtension(method) && arguments is [var receiver, ..])
        {
            return Call(call, method, receiver, [.. arguments.Skip(1)]);
        }

        if (NativeMethods.IsSetSocketOption(method) && ArgumentOrder.Of(call) is [var handle, ..])
        {
            // Whose handle it is may not be known; what is done to it is.
            var owner = arguments[0].Sockets.Any() ? arguments[0] : cursor.CreateSocket(handle, SocketProtocol.Unknown, SourceNames.Of(handle));
            return SetRawOption(call, owner, arguments[1], arguments[2], value: null);
        }

        if (method is { Name: "Create", IsStatic: true } && types.IsTcpListener(method.ContainingType) && arguments is [var port])
        {
            return CreateListener(call, KnownValues.OfEndPoint(Value.Of(new AddressFact(AddressKind.Wildcard, "Any")), port, call.Syntax));
        }

        if (method is { Name: "Parse", IsStatic: true } && types.IsIPAddress(method.ContainingType) && call.Arguments is [{ Value: var text }, ..])
        {
            return ConstantText(text) is { } address ? KnownValues.OfParsedAddress(address) : cursor.FromUnknown(call);
        }

        if (IsPartOfHandle(method))
        {
            return instance;
        }

        return IsParse(method) ? ParseEndPoint(call) : null;
    }

    public Value Create(IObjectCreationOperation creation, Value[] arguments)
    {
        // "new Socket(handle)" goes on with the socket that the handle belongs to.
        if (arguments is [var handle] && handle.Sockets.Any())
        {
            return handle;
        }

        if (types.IsTcpListener(creation.Type))
        {
            return CreateListener(creation, arguments switch
            {
                [var endPoint] => endPoint,
                [var address, var port] => KnownValues.OfEndPoint(address, port, creation.Syntax),
                _ => Value.Unknown,
            });
        }

        var created = cursor.CreateSocket(creation, ProtocolOf(creation));
        if (types.IsTcpClient(creation.Type) && creation.Arguments is [{ Parameter.Type: var parameter }] && types.IsIPEndPoint(parameter))
        {
            Bind(creation, created, arguments[0], SourceNames.OfCreated(creation));
        }

        return created;
    }

    /// <summary><c>LocalEndPoint</c> is an event; <c>Client</c>, <c>Server</c> and the handles are the socket itself.</summary>
    public Value ReadProperty(IPropertyReferenceOperation reference, Value receiver, bool isHandle)
    {
        switch (reference.Property.Name)
        {
            case "LocalEndPoint" or "LocalEndpoint":
                Happen(reference, receiver, SocketEventKind.EndPointRead);
                return Value.Of(
                    receiver.Sockets.Select(socket => new EndPointFact(
                        new OriginFact(socket), new AddressFact(AddressKind.Unknown, socket), reference.Syntax)),
                    receiver.MayBeOther);
            case "Client" or "Server" when receiver.Sockets.Any():
                return receiver;
            default:
                return isHandle ? receiver : Value.Unknown;
        }
    }

    public void SetProperty(IPropertyReferenceOperation property, Value receiver, Value assigned)
    {
        switch (property.Property.Name)
        {
            case "ExclusiveAddressUse":
                SetOption(property.Parent!, receiver, SocketOption.ExclusiveAddressUse, IsTrue(ValueOperation(property)), ReceiverName(property));
                break;
            case "DualMode":
                SetOption(property.Parent!, receiver, SocketOption.DualMode, IsTrue(ValueOperation(property)), ReceiverName(property));
                break;
            case "EnableBroadcast" or "MulticastLoopback":
                Happen(property, receiver, SocketEventKind.DatagramUsed);
                break;
            case "Client" when property.Instance is { } client && cursor.PlaceOf(client, cursor.State) is { } place:
                cursor.Store(place, assigned);
                break;
        }
    }

    private Value? Call(IInvocationOperation call, IMethodSymbol method, Value socket, Value[] arguments)
    {
        switch (method.Name)
        {
            case ".ctor" when arguments is [var chosen] && types.IsTcpClient(method.ContainingType) && types.IsIPEndPoint(method.Parameters[0].Type):
                Bind(call, socket, chosen, SourceNames.Of(call));
                return Value.Unknown;
            case "Bind":
                Bind(call, socket, arguments.Length == 1 ? arguments[0] : Value.Unknown, ReceiverName(call));
                return Value.Unknown;
            case "Connect" or "ConnectAsync" or "BeginConnect":
                Connect(call, socket, ReceiverName(call), ConnectTargets.Of(call, TargetsOf(arguments)));
                return Value.Unknown;
            case "Start":
                Start(call, socket);
                return Value.Unknown;
            case "Listen" or "BeginAccept" or "BeginAcceptSocket" or "BeginAcceptTcpClient":
                return Happen(call, socket, SocketEventKind.Listening);
            case "Accept" or "AcceptAsync" or "AcceptSocket" or "AcceptSocketAsync" or "AcceptTcpClient" or "AcceptTcpClientAsync"
                or "EndAccept" or "EndAcceptSocket" or "EndAcceptTcpClient":
                Happen(call, socket, SocketEventKind.Listening);
                return cursor.CreateSocket(call, SocketProtocol.Tcp);
            case "SendTo" or "SendToAsync" or "BeginSendTo" or "ReceiveFrom" or "ReceiveFromAsync" or "BeginReceiveFrom"
                or "ReceiveMessageFrom" or "ReceiveMessageFromAsync" or "BeginReceiveMessageFrom" or "JoinMulticastGroup":
                return Happen(call, socket, SocketEventKind.DatagramUsed);
            case "Dispose" or "Close" or "Stop":
                return Happen(call, socket, SocketEventKind.Disposed);
            case "SetSocketOption":
                return SetSocketOption(call, socket);
            case "SetRawSocketOption" when ArgumentOrder.Of(call) is [.., var value]:
                return SetRawOption(call, socket, arguments[0], arguments[1], value);
            default:
                foreach (var argument in arguments)
                {
                    calls.HandOver(call, argument);
                }

                return Value.Unknown;
        }
    }

    /// <summary>A call that the compiler could not make sense of; the arguments that it could are in their order.</summary>
    public Value CallByName(IOperation call, string method, IOperation receiver, Value socket, IEnumerable<Value> arguments)
    {
        switch (method)
        {
            case "Bind":
                Bind(call, socket, arguments.FirstOrDefault(argument => argument.Facts.Any(fact => fact is EndPointFact)), SourceNames.Of(receiver));
                break;
            case "Connect" or "ConnectAsync" or "BeginConnect":
                Connect(call, socket, SourceNames.Of(receiver), ConnectTarget.OneEndPoint);
                break;
            case "Listen" or "Start" or "Accept" or "AcceptAsync" or "BeginAccept":
                Happen(call, socket, SocketEventKind.Listening);
                break;
            case "Dispose" or "Close" or "Stop":
                Happen(call, socket, SocketEventKind.Disposed);
                break;
            default:
                Happen(call, socket, SocketEventKind.Escaped);
                break;
        }

        return Value.Unknown;
    }

    /// <summary>A method of the socket is handed over, as in <c>FromAsync(socket.BeginConnect, …)</c>: it is taken to be called.</summary>
    public Value MayCall(IMethodReferenceOperation group, Value socket)
    {
        switch (group.Method.Name)
        {
            case "Connect" or "ConnectAsync" or "BeginConnect":
                Connect(group, socket, SourceNames.Of(group.Instance!), ConnectTarget.OneEndPoint);
                break;
            case "BeginAccept" or "AcceptAsync" or "Accept" or "AcceptTcpClientAsync" or "BeginAcceptTcpClient" or "BeginAcceptSocket":
                Happen(group, socket, SocketEventKind.Listening);
                break;
        }

        return Value.Unknown;
    }

    private Value CreateListener(IOperation creation, Value endPoint)
    {
        var created = cursor.CreateSocket(creation, SocketProtocol.Tcp);
        foreach (var socket in created.Sockets)
        {
            _endPointsOfListeners[socket] = _endPointsOfListeners.TryGetValue(socket, out var known) ? known.Join(endPoint) : endPoint;
        }

        return created;
    }

    private void Start(IInvocationOperation call, Value listener)
    {
        foreach (var socket in listener.Sockets)
        {
            if (_endPointsOfListeners.TryGetValue(socket, out var endPoint))
            {
                Bind(call, Value.Of(new SocketFact(socket)), endPoint, ReceiverName(call));
            }
        }

        Happen(call, listener, SocketEventKind.Listening);
    }

    private void Bind(IOperation bind, Value socket, Value endPoint, string receiver)
    {
        cursor.MayThrow();
        cursor.Record(socket, () =>
        {
            var bound = new SocketEvent(SocketEventKind.Bound, bind, receiver)
            {
                Call = cursor.Frame.OutermostCall,
                Around = cursor.State.SocketsInUse().ToList(),
            };
            bound.Widen(endPoint, Systems.None);
            return bound;
        });
    }

    /// <summary>The endpoints among the arguments, and those in the argument that carries one.</summary>
    private IEnumerable<Value> TargetsOf(Value[] arguments) => arguments.Concat(
        from argument in arguments
        where argument.OnlyObject is not null
        from target in cursor.State.ValuesIn(argument.OnlyObject!)
        select target);

    private void Connect(IOperation call, Value socket, string receiver, ConnectTarget target)
    {
        cursor.Record(socket, () => new(SocketEventKind.Connecting, call, receiver)
        {
            Call = cursor.Frame.OutermostCall,
            Target = target,
        });

        // In a handler the code goes on with a socket that has failed to connect.
        var connected = cursor.State;
        cursor.Record(socket, () => new(SocketEventKind.ConnectFailed, call, receiver));
        cursor.MayThrow();
        cursor.Resume(connected);
    }

    private Value SetSocketOption(IInvocationOperation call, Value socket)
    {
        if (ArgumentOrder.Of(call) is not [var level, var name, var value])
        {
            return Value.Unknown;
        }

        switch ((NameOfConstant(level), NameOfConstant(name)))
        {
            case ("Socket", "ReuseAddress"):
                SetOption(call, socket, SocketOption.ReuseAddress, IsTrue(value), ReceiverName(call));
                break;
            case ("Socket", "ExclusiveAddressUse"):
                SetOption(call, socket, SocketOption.ExclusiveAddressUse, IsTrue(value), ReceiverName(call));
                break;
            case ("Socket", "ReuseUnicastPort"):
                SetOption(call, socket, SocketOption.ReuseUnicastPort, IsTrue(value), ReceiverName(call), cursor.State.Systems, Systems.Windows);
                break;
            case ("Socket", "Broadcast") or (_, "AddMembership" or "MulticastInterface" or "MulticastTimeToLive" or "MulticastLoopback"):
                Happen(call, socket, SocketEventKind.DatagramUsed);
                break;
        }

        return Value.Unknown;
    }

    /// <summary>
    /// An option by its number, once for each meaning that it can have: level and name may be chosen by the system.
    /// </summary>
    private Value SetRawOption(IOperation call, Value socket, Value level, Value name, IOperation? value)
    {
        var enabled = value is null || !IsZeroBytes(value);
        foreach (var levelNumber in level.Facts.OfType<NumberFact>())
        {
            foreach (var nameNumber in name.Facts.OfType<NumberFact>())
            {
                var systems = levelNumber.On & nameNumber.On & cursor.State.Systems;
                if (systems != Systems.None && RawOptions.Of(levelNumber.Number, nameNumber.Number) is { } option)
                {
                    SetOption(call, socket, option, enabled, ReceiverName(call), systems, RawOptions.Home(levelNumber.Number, nameNumber.Number));
                }
            }
        }

        return Value.Unknown;
    }

    private Value CallCompanion(IInvocationOperation call, Value[] arguments)
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
                SetOption(call, socket, SocketOption.BindAddressNoPort, true, name);
                break;
            case "BindForConnect":
                SetOption(call, socket, SocketOption.BindAddressNoPort, true, name);
                Bind(call, socket, others.Length > 0 ? arguments[1] : Value.Unknown, name);
                break;
            case "SetReusePort" when others.Length > 0:
                SetOption(call, socket, SocketOption.RawReusePort, IsTrue(others[0]), name);
                break;
            case "SetReuseAddress" when others.Length > 0:
                SetOption(call, socket, SocketOption.RawReuseAddress, IsTrue(others[0]), name);
                break;
            case "TrySetLocalPortRange":
                SetOption(call, socket, SocketOption.LocalPortRange, true, name);
                break;
        }

        return Value.Unknown;
    }

    /// <summary>
    /// An attempt to set an option counts although it throws: whoever catches that has done what can be done.
    /// </summary>
    private void SetOption(
        IOperation call, Value socket, SocketOption option, bool? enabled, string receiver, Systems systems = Systems.All, Systems home = Systems.All)
    {
        cursor.Record(socket, () =>
        {
            var set = new SocketEvent(SocketEventKind.OptionSet, call, receiver)
            {
                Call = cursor.Frame.OutermostCall,
                Option = option,
                Enabled = enabled,
                Home = home,
            };
            set.Widen(Value.None, systems);
            return set;
        });
        cursor.MayThrow();
    }

    private Value Happen(IOperation operation, Value socket, SocketEventKind kind)
    {
        cursor.MayThrow();
        cursor.Record(socket, () => new(kind, operation, ReceiverName(operation)) { Call = cursor.Frame.OutermostCall });
        return Value.Unknown;
    }

    private SocketProtocol ProtocolOf(IObjectCreationOperation creation)
    {
        if (cursor.Values.ProtocolOf(creation.Type) is var known && known != SocketProtocol.Unknown)
        {
            return known;
        }

        var names = creation.Arguments.ToDictionary(
            argument => argument.Parameter?.Type.Name ?? string.Empty, argument => NameOfConstant(argument.Value));
        if (names.TryGetValue("AddressFamily", out var family) && family is not (null or "InterNetwork" or "InterNetworkV6" or "Unspecified"))
        {
            return SocketProtocol.Other;
        }

        return (names.TryGetValue("SocketType", out var type) ? type : null) switch
        {
            "Stream" => SocketProtocol.Tcp,
            "Dgram" => SocketProtocol.Datagram,
            null => (names.TryGetValue("ProtocolType", out var protocol) ? protocol : null) switch
            {
                "Tcp" => SocketProtocol.Tcp,
                "Udp" => SocketProtocol.Datagram,
                _ => SocketProtocol.Unknown,
            },
            _ => SocketProtocol.Other,
        };
    }

    /// <summary><c>Parse</c> returns the endpoint, <c>TryParse</c> writes it to its last argument.</summary>
    private Value ParseEndPoint(IInvocationOperation call)
    {
        var arguments = ArgumentOrder.Of(call);
        var parsed = arguments is [var text, ..] && ConstantText(text) is { } constant
            ? KnownValues.OfParsedEndPoint(constant, call.Syntax)
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

    /// <summary>A constant string, also as the span that it is converted to.</summary>
    private static string? ConstantText(IOperation operation) => operation switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IConversionOperation { Operand: var operand } => ConstantText(operand),
        _ => null,
    };

    private static bool IsSocketTaskExtension(IMethodSymbol method) =>
        method is { IsExtensionMethod: true, ContainingType: { Name: "SocketTaskExtensions", ContainingNamespace.Name: "Sockets" } };

    /// <summary><c>handle.DangerousGetHandle().ToInt32()</c> is still the socket's handle.</summary>
    private static bool IsPartOfHandle(IMethodSymbol method) =>
        method.Name is "DangerousGetHandle" or "ToInt32" or "ToInt64" or "ToPointer";

    private static string ReceiverName(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: { } instance } => SourceNames.Of(instance),
        IInvocationOperation call when ArgumentOrder.Of(call) is [var receiver, ..] => SourceNames.Of(receiver),
        IPropertyReferenceOperation { Instance: IFlowCaptureReferenceOperation { } created } => SourceNames.OfCreated(created),
        IPropertyReferenceOperation { Instance: { } instance } => SourceNames.Of(instance),
        IInvalidOperation { ChildOperations: var children } when children.FirstOrDefault() is { } receiver => SourceNames.Of(receiver),
        _ => SourceNames.Of(operation),
    };

    private static IOperation ValueOperation(IPropertyReferenceOperation property) =>
        ((ISimpleAssignmentOperation)property.Parent!).Value;

    private static bool? IsTrue(IOperation value) => value.ConstantValue is { HasValue: true, Value: var constant }
        ? constant switch
        {
            bool flag => flag,
            int number => number != 0,
            _ => null,
        }
        : value is IConversionOperation { OperatorMethod: null } conversion ? IsTrue(conversion.Operand) : null;

    private static bool IsZeroBytes(IOperation value) => value switch
    {
        IConversionOperation conversion => IsZeroBytes(conversion.Operand),
        IInvocationOperation { TargetMethod: { Name: "GetBytes", ContainingType.Name: "BitConverter" }, Arguments: [{ Value: var number }] } =>
            IsTrue(number) == false,
        _ => false,
    };

    /// <summary>An enum constant by its name, whatever its number on this framework.</summary>
    private static string? NameOfConstant(IOperation operation)
    {
        while (operation is IConversionOperation { Operand: var operand } && operation.Type?.TypeKind != TypeKind.Enum)
        {
            operation = operand;
        }

        if (operation is IFieldReferenceOperation { Field: { HasConstantValue: true, Name: var name } })
        {
            return name;
        }

        return operation is { ConstantValue: { HasValue: true, Value: var number }, Type: INamedTypeSymbol { TypeKind: TypeKind.Enum } type }
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, number))?.Name
            : null;
    }
}
