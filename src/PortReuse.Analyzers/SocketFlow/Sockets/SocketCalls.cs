using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Sockets;

/// <summary>The effects of the members of the socket types: the one place that knows System.Net.Sockets.</summary>
internal sealed class SocketCalls(
    SocketTypes types, TransferContext context, CallFollower calls, SocketEvents events, DeclaredRoles roles, CollisionAnswers? answers)
{
    private readonly OptionCalls _options = new(context, events);
    private readonly EndPointCalls _endPoints = new(types, context, calls);

    /// <summary>
    /// Does what the call does to a socket; null where it is not a call on one.
    /// </summary>
    public Value? TryCall(IInvocationOperation call, Value instance, Value[] arguments)
    {
        var method = call.TargetMethod;
        if (roles.TryCall(call, instance, arguments) is { } declared)
        {
            return declared;
        }

        if (types.IsSocket(method.ContainingType) && !method.IsStatic)
        {
            return !IsOfProgram(method) ? Call(call, method, instance, arguments)
                : calls.CallOwn(call, instance, arguments) ?? events.Record(call, instance, SocketEventKind.Escaped);
        }

        if (method.Name == "Dispose" && method.Parameters.IsEmpty && instance.Sockets.Count > 0)
        {
            return events.Record(call, instance, SocketEventKind.Disposed);
        }

        if (Tasks.IsWait(call))
        {
            Finish(call, instance);
            return Value.Unknown;
        }

        if (CompanionCalls.Is(method))
        {
            return _options.CallCompanion(call, arguments);
        }

        if (IsSocketTaskExtension(method) && arguments is [var receiver, ..])
        {
            return Call(call, method, receiver, [.. arguments.Skip(1)]);
        }

        if (NativeMethods.IsSetSocketOption(method) && ArgumentOrder.Of(call) is [var handle, ..])
        {
            // Whose handle it is may not be known; what is done to it is.
            var owner = arguments[0].Sockets.Count > 0
                ? arguments[0]
                : context.CreateSocket(handle, SocketProtocol.Unknown, SourceNames.Of(handle));
            return _options.SetRawOption(call, owner, arguments[1], arguments[2], arguments[3], NativeMethods.SystemsOf(method));
        }

        if (method is { Name: "Create", IsStatic: true } && types.IsTcpListener(method.ContainingType) && arguments is [var port])
        {
            return events.CreateListener(
                call, ConstantValues.OfEndPoint(Value.Of(new AddressFact(AddressKind.Wildcard, "Any")), port, call.Syntax));
        }

        return IsPartOfHandle(method) ? instance : _endPoints.TryCall(call);
    }

    public Value Create(IObjectCreationOperation creation, Value[] arguments)
    {
        if (creation.Constructor is { } constructor)
        {
            calls.Ports.Pass(creation, constructor, arguments);
        }

        // "new Socket(handle)" goes on with the socket that the handle belongs to.
        if (arguments is [var handle] && handle.Sockets.Count > 0)
        {
            return handle;
        }

        if (types.IsTcpListener(creation.Type))
        {
            return events.CreateListener(creation, arguments switch
            {
                [var endPoint] => endPoint,
                [var address, var port] => ConstantValues.OfEndPoint(address, port, creation.Syntax),
                _ => Value.Unknown,
            });
        }

        var created = context.CreateSocket(creation, SocketKinds.Of(creation, arguments, context.Values));
        answers?.Create(creation, created);
        if (types.IsTcpClient(creation.Type)
            && creation.Arguments is [{ Parameter: { } parameter }]
            && types.IsIPEndPoint(parameter.Type)
            && ConstructorSyntax.IsPassedOn(parameter))
        {
            events.Bind(creation, created, arguments[0], SourceNames.OfCreated(creation));
        }

        return created;
    }

    /// <summary><c>LocalEndPoint</c> is an event; <c>Client</c>, <c>Server</c> and the handles are the socket itself.</summary>
    public Value ReadProperty(IPropertyReferenceOperation reference, Value receiver, bool isHandle)
    {
        switch (reference.Property.Name)
        {
            case "LocalEndPoint" or "LocalEndpoint":
                events.Record(reference, receiver, SocketEventKind.EndPointRead);
                return Value.Of(
                    receiver.Sockets.Select(socket => new EndPointFact(
                        new OriginFact(socket.MostRecent), new AddressFact(AddressKind.Unknown, socket.MostRecent), reference.Syntax)),
                    receiver.MayBeOther);
            case "Client" or "Server" when receiver.Sockets.Count > 0:
                return receiver;
            case "Connected" when answers?.IsFalse(reference, receiver) == true:
                return Value.Of(SystemTests.Always(false));
            default:
                return isHandle ? receiver : Value.Unknown;
        }
    }

    public void SetProperty(IPropertyReferenceOperation property, Value receiver, Value assigned)
    {
        switch (property.Property.Name)
        {
            case "ExclusiveAddressUse":
                events.SetOption(property.Parent!, receiver, SocketOption.ExclusiveAddressUse,
                    ConstantOperations.IsTrue(ValueOperation(property)), SourceNames.OfReceiver(property));
                break;
            case "DualMode":
                events.SetOption(property.Parent!, receiver, SocketOption.DualMode,
                    ConstantOperations.IsTrue(ValueOperation(property)), SourceNames.OfReceiver(property));
                break;
            case "EnableBroadcast" or "MulticastLoopback":
                events.Record(property, receiver, SocketEventKind.DatagramUsed);
                break;
            case "Client" when property.Instance is { } client && context.PlaceOf(client, context.State) is { } place:
                context.Store(place, assigned);
                break;
        }
    }

    private Value? Call(IInvocationOperation call, IMethodSymbol method, Value socket, Value[] arguments)
    {
        calls.Ports.Pass(call, method, arguments);
        switch (method.Name)
        {
            case ".ctor"
                when arguments is [var chosen] && types.IsTcpClient(method.ContainingType) && types.IsIPEndPoint(method.Parameters[0].Type):
                events.Bind(call, socket, chosen, SourceNames.Of(call));
                return Value.Unknown;
            case "Bind":
                events.Bind(call, socket, arguments.Length == 1 ? arguments[0] : Value.Unknown, SourceNames.OfReceiver(call));
                return Value.Unknown;
            case var connect when SocketMethods.IsConnect(connect):
                return events.Connect(call, socket, SourceNames.OfReceiver(call), ConnectTargets.Of(call, arguments, TargetsOf(arguments)));
            case "EndConnect":
                events.MayFail(call, socket, SourceNames.OfReceiver(call));
                return Value.Unknown;
            case "Start":
                events.Start(call, socket);
                return Value.Unknown;
            case "Listen":
            case var begin when SocketMethods.IsBeginAccept(begin):
                return events.Record(call, socket, SocketEventKind.Listening);
            case var accept when SocketMethods.YieldsConnection(accept):
                events.Record(call, socket, SocketEventKind.Listening);
                return context.CreateSocket(call, SocketProtocol.Tcp);
            case "SendTo" or "SendToAsync" or "BeginSendTo" or "ReceiveFrom" or "ReceiveFromAsync" or "BeginReceiveFrom"
                or "ReceiveMessageFrom" or "ReceiveMessageFromAsync" or "BeginReceiveMessageFrom" or "JoinMulticastGroup":
                return events.Record(call, socket, SocketEventKind.DatagramUsed);
            case "Dispose" or "Close" or "Stop":
                return events.Record(call, socket, SocketEventKind.Disposed);
            case "SetSocketOption":
                return _options.SetSocketOption(call, socket);
            case "SetRawSocketOption" when arguments.Length == 3:
                return _options.SetRawOption(call, socket, arguments[0], arguments[1], arguments[2]);
            default:
                foreach (var argument in arguments)
                {
                    calls.Escape(call, argument);
                }

                return Value.Unknown;
        }
    }

    /// <summary>Waits for what may be a connect; one that is waited for where it is made has failed there already.</summary>
    public void Finish(IOperation wait, Value awaited)
    {
        if (awaited.Facts.Any(fact => fact is ConnectFact))
        {
            events.Finish(wait, awaited);
        }
    }

    /// <summary>A call that the compiler could not make sense of; the arguments that it could are in their order.</summary>
    public Value CallByName(IOperation call, string method, IOperation receiver, Value socket, IEnumerable<Value> arguments)
    {
        switch (method)
        {
            case "Bind":
                events.Bind(call, socket,
                    arguments.FirstOrDefault(argument => argument.Facts.Any(fact => fact is EndPointFact)), SourceNames.Of(receiver));
                break;
            case var connect when SocketMethods.IsConnect(connect):
                events.Connect(call, socket, SourceNames.Of(receiver), ConnectTarget.OneEndPoint);
                break;
            case "Listen" or "Start":
            case var accept when SocketMethods.IsAccept(accept):
                events.Record(call, socket, SocketEventKind.Listening);
                break;
            case "Dispose" or "Close" or "Stop":
                events.Record(call, socket, SocketEventKind.Disposed);
                break;
            default:
                events.Record(call, socket, SocketEventKind.Escaped);
                break;
        }

        return Value.Unknown;
    }

    /// <summary>A method of the socket is handed over, as in <c>FromAsync(socket.BeginConnect, …)</c>: it is taken to be called.</summary>
    public Value MayCall(IMethodReferenceOperation group, Value socket)
    {
        switch (group.Method.Name)
        {
            case var connect when SocketMethods.IsConnect(connect):
                events.Connect(group, socket, SourceNames.Of(group.Instance!), ConnectTarget.OneEndPoint);
                break;
            case var accept when SocketMethods.IsAccept(accept):
                events.Record(group, socket, SocketEventKind.Listening);
                break;
        }

        return Value.Unknown;
    }

    /// <summary>A member that a socket type of the program's own has, be it by the name of one of the framework's.</summary>
    private bool IsOfProgram(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsOverride: false, DeclaringSyntaxReferences.Length: > 0 }
            && !types.IsOneOfThem(method.ContainingType);

    /// <summary>The endpoints among the arguments, and those in the argument that carries one.</summary>
    private IEnumerable<Value> TargetsOf(Value[] arguments) => arguments.Concat(
        from argument in arguments
        where argument.OnlyObject is not null
        from target in context.State.ValuesIn(argument.OnlyObject!)
        select target);

    private static bool IsSocketTaskExtension(IMethodSymbol method) =>
        method is { IsExtensionMethod: true, ContainingType: { Name: "SocketTaskExtensions", ContainingNamespace.Name: "Sockets" } };

    /// <summary><c>handle.DangerousGetHandle().ToInt32()</c> is still the socket's handle.</summary>
    private static bool IsPartOfHandle(IMethodSymbol method) =>
        method.Name is "DangerousGetHandle" or "ToInt32" or "ToInt64" or "ToPointer";

    private static IOperation ValueOperation(IPropertyReferenceOperation property) =>
        ((ISimpleAssignmentOperation)property.Parent!).Value;
}
