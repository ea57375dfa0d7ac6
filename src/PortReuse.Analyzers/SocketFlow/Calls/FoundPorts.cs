using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Collisions;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Symbols;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>
/// Where a port goes that the system has chosen for a socket, as a number or an endpoint: an event of that socket. One that the type holds
/// is in use for longer than its members show, and nothing is recorded of it.
/// </summary>
internal sealed class FoundPorts(SocketTypes types, TransferContext context)
{
    private static readonly HashSet<string> Additions = ["Add", "TryAdd", "Enqueue", "Push"];

    /// <summary>A value is returned, and what is to be closed on the way out has been.</summary>
    public void Return(IOperation returned, Value value) => Record(returned, value, SocketEventKind.PortHandedOn);

    /// <summary>A value may be yielded.</summary>
    public void Yield(IOperation given, Value value)
    {
        if (value.HasFacts && given.Parent is IReturnOperation { Kind: OperationKind.YieldReturn })
        {
            Return(given, value);
        }
    }

    /// <summary>A value is stored where it outlives the code at hand.</summary>
    public void Store(IOperation target, Value value)
    {
        if (value.HasFacts && IsLasting(target))
        {
            Record(target.Parent is IAssignmentOperation assignment ? assignment.Value : target, value, SocketEventKind.PortStored);
        }
    }

    /// <summary>Values are given to code that is not followed.</summary>
    public void Pass(IOperation call, IMethodSymbol method, Value[] arguments)
    {
        foreach (var parameter in method.OriginalDefinition.Parameters)
        {
            if (parameter.Ordinal < arguments.Length && arguments[parameter.Ordinal] is { HasFacts: true } value)
            {
                // Whoever has the socket, or its handle, makes use of its port. The framework may hand it to a server or a child process.
                Record(call, value.Sockets.Where(HasPortOfSystem), SocketEventKind.PortHandedOn);
                if (IsPort(parameter.Type) && MayUse(method))
                {
                    Record(call, value, SocketEventKind.PortHandedOn);
                }
                else if (method.ContainingType.Name == nameof(UriBuilder) && AreReleased([value]))
                {
                    // While the socket has the port, an address with it in it is no use of it yet.
                    Record(call, value, SocketEventKind.PortHandedOn);
                }
                else if (Additions.Contains(method.Name) && IsIn(method.ContainingType, "Collections", "System"))
                {
                    Record(call, value, SocketEventKind.PortStored);
                }
            }
        }
    }

    /// <summary><c>client?.Port ?? 0</c> asks the number for its value.</summary>
    public static bool IsPassedOn(IMethodSymbol method, Value instance) =>
        method is { Parameters.IsEmpty: true, ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }
        && instance.Facts.Any(fact => fact is OriginFact { Key: SocketId });

    /// <summary>One of the values is the port of a socket that has been closed.</summary>
    public bool AreReleased(Value[] values) =>
        values.Any(value => value.HasFacts
            && SocketsOf(value).Any(socket => context.State.PastsOf(socket).Any(past => past.PortReleased is not null)));

    private void Record(IOperation operation, Value value, SocketEventKind kind)
    {
        var sockets = SocketsOf(value)
            .Distinct()
            .Where(socket => context.State.PastsOf(socket).Any(past => past.HasFoundPort))
            .ToList();
        if (sockets.Count > 0)
        {
            var held = new HashSet<SocketId>(context.State.SharedSockets);
            Record(operation, sockets.Where(socket => !held.Contains(socket)), kind);
        }
    }

    private void Record(IOperation operation, IEnumerable<SocketId> sockets, SocketEventKind kind) =>
        context.Record(sockets, () => new(kind, operation, "") { Call = context.Frame.OutermostCall });

    private bool HasPortOfSystem(SocketId socket) =>
        context.State.PastsOf(socket).Any(past => past is { IsDisposed: false, HasConnected: false, Bind: { } bind } && bind.IsToPortZero);

    private IEnumerable<SocketId> SocketsOf(Value value)
    {
        foreach (var fact in value.Facts)
        {
            if (PortOf(fact) is OriginFact { Key: SocketId socket })
            {
                yield return socket;
            }
            else if (fact is ObjectFact { Object: var followed })
            {
                foreach (var held in context.State.ValuesIn(followed).SelectMany(held => held.Facts))
                {
                    if (PortOf(held) is OriginFact { Key: SocketId inner })
                    {
                        yield return inner;
                    }
                }
            }
        }
    }

    private static Fact? PortOf(Fact fact) => fact is EndPointFact { Port: var port } ? port : fact;

    private static bool IsLasting(IOperation target) => target switch
    {
        IFieldReferenceOperation { Field.ContainingType.IsTupleType: var isOfTuple } => !isOfTuple,
        IPropertyReferenceOperation or IArrayElementReferenceOperation => true,
        IParameterReferenceOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } => true,
        _ => false,
    };

    private bool IsPort(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Int32 or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_Int64
        || types.IsEndPoint(type)
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] }
            && IsPort(value));

    /// <summary>
    /// Of the framework only what connects or listens makes use of a port; of all else, what is not there to report or to compare.
    /// </summary>
    private bool MayUse(IMethodSymbol method)
    {
        var type = method.ContainingType;
        return types.IsSocket(type) ? method.Name is ".ctor" or "Bind" || SocketMethods.IsConnect(method.Name)
            : type.IsOfFramework() ? IsIn(type, "Net", "System") || IsIn(type, "AspNetCore", "Microsoft")
            : !ResponseNames.IsForReading(method);
    }

    private static bool IsIn(INamedTypeSymbol type, string name, string outer)
    {
        for (var space = type.ContainingNamespace; space is not null; space = space.ContainingNamespace)
        {
            if (space.Name == name
                && space.ContainingNamespace is { ContainingNamespace.IsGlobalNamespace: true } around
                && around.Name == outer)
            {
                return true;
            }
        }

        return false;
    }
}
