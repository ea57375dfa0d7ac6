using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Calls;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.Sockets;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>
/// Runs the members of one type: its constructors first, then each other member, with whatever the others may have left in the
/// fields. A private member is run where the others call it, and by itself only if nothing does.
/// </summary>
internal sealed class TypeWalk
{
    /// <summary>What one member leaves to the next, and that one to a third: longer chains are not followed.</summary>
    private const int MaxRounds = 3;

    /// <summary>A type with more members than this that are too large is given up.</summary>
    private const int MaxTooLarge = 3;

    private readonly INamedTypeSymbol _type;
    private readonly SocketTypes _types;
    private readonly CancellationToken _cancellation;
    private readonly ISet<ISymbol> _tooLarge;
    private readonly AssignedMembers _assigned;
    private readonly FlowWalker _walker;
    private readonly Dictionary<ISymbol, FlowFrame> _frames = new(SymbolEqualityComparer.Default);

    private TypeWalk(INamedTypeSymbol type, SocketTypes types, ISet<ISymbol> tooLarge, FlowBudget budget, CancellationToken cancellation)
    {
        _type = type;
        _types = types;
        _tooLarge = tooLarge;
        _cancellation = cancellation;
        _assigned = new AssignedMembers(type, cancellation);
        _walker = new FlowWalker(type, types, budget, cancellation);
    }

    /// <summary>Walks the type. A member too large to follow is left out.</summary>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public static SocketFlowAnalysis Run(INamedTypeSymbol type, SocketTypes types, CancellationToken cancellation)
    {
        var tooLarge = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var budget = new FlowBudget(cancellation);
        while (true)
        {
            var walk = new TypeWalk(type, types, tooLarge, budget, cancellation);
            if (tooLarge.Count > MaxTooLarge || budget.IsUsedUp || walk.Walk())
            {
                return new SocketFlowAnalysis(type, types, walk._walker, walk.IsFilledHere, cancellation);
            }
        }
    }

    /// <summary>False where a member turned out to be too large, and all is to be done again without it.</summary>
    private bool Walk()
    {
        var members = MembersOfInterest().ToList();
        var constructors = members.Where(IsConstruction).ToList();
        var others = members.Where(member => !IsConstruction(member) && !IsCalledOnlyHere(member))
            .Concat(members.Where(IsCalledOnlyHere))
            .ToList();

        var initialized = FlowState.Empty;
        FlowState? constructed = null;
        foreach (var member in constructors)
        {
            if (!TryRun(member, initialized, out var exit))
            {
                return false;
            }

            if (IsInitializer(member) || member.IsStatic)
            {
                initialized = exit?.Shared() ?? initialized;
            }
            else if (exit is not null)
            {
                constructed = constructed is null ? exit.Shared() : Join(constructed, exit.Shared());
            }
        }

        var entry = (constructed ?? initialized).Settle(_assigned.Mention);
        for (var round = 0; round < MaxRounds; round++)
        {
            var next = entry;
            foreach (var member in others)
            {
                if (IsCalledOnlyHere(member) && _walker.Calls.Followed.Contains(member) && !_walker.Calls.HandedOver.Contains(member))
                {
                    continue;
                }

                if (!TryRun(member, entry, out var exit))
                {
                    return false;
                }

                next = exit is null ? next : Join(next, LeaveMember(entry, exit.Shared()));
            }

            if (ReferenceEquals(next, entry))
            {
                break;
            }

            entry = next.Settle(_assigned.Mention);
        }

        return true;
    }

    /// <summary>Initializers and constructors in the order in which they run; then all else that has to do with sockets.</summary>
    private IEnumerable<ISymbol> MembersOfInterest()
    {
        var names = _types.Methods.MembersOf(_type);
        var methods = _type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => (names.Mention(method) || _types.IsEndPointCallback(method)) && !SourceMethods.IsPrimary(method))
            .ToList();
        return Initializers.Of(_type, isStatic: true).Where(member => names.Mention(member.Name))
            .Concat(methods.Where(method => method.MethodKind == MethodKind.StaticConstructor))
            .Concat(Initializers.Of(_type, isStatic: false).Where(member => names.Mention(member.Name)))
            .Concat(methods.Where(method => method.MethodKind == MethodKind.Constructor))
            .Concat(methods.Where(method => !IsConstruction(method)))
            .Where(member => !_tooLarge.Contains(member));
    }

    private bool TryRun(ISymbol member, FlowState entry, out FlowState? exit)
    {
        exit = null;
        if (!_frames.TryGetValue(member, out var frame))
        {
            if (_types.Methods.DeclaredBodyOf((member as IMethodSymbol)?.PartialImplementationPart ?? member, _cancellation) is not { } body)
            {
                return true;
            }

            _frames[member] = frame = FlowFrame.Outermost(body);
        }

        try
        {
            exit = _walker.RunMember(frame, member, entry.With(_types.SystemsOf(member)))?.With(Systems.All);
            return true;
        }
        catch (Exception e) when (e is FlowTooLargeException or InsufficientExecutionStackException)
        {
            if (e is not FlowTooLargeException { Call: not null })
            {
                _tooLarge.Add(member);
            }

            return false;
        }
    }

    /// <summary>What a member did to the sockets that the type holds, it did at some time before the next.</summary>
    private FlowState LeaveMember(FlowState entry, FlowState exit)
    {
        foreach (var socket in exit.Sockets.ToList())
        {
            if (exit.Last(socket) != entry.Last(socket))
            {
                exit = _walker.Recorder.LeaveMember(exit, socket);
            }
        }

        return exit;
    }

    /// <summary>
    /// What a member holds before the type's own code has put something there: nothing, where no other code can. What that code puts there has
    /// a history of its own.
    /// </summary>
    private bool IsFilledHere(ISymbol member) => !Place.Of(member).IsOpenToOthers && _assigned.Mention(member);

    private FlowState Join(FlowState known, FlowState other) => known.Join(other, _walker.Values.Initial);

    private static bool IsInitializer(ISymbol member) => member is not IMethodSymbol;

    private static bool IsConstruction(ISymbol member) =>
        IsInitializer(member) || member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };

    private static bool IsCalledOnlyHere(ISymbol member) =>
        member is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet or MethodKind.PropertySet };
}
