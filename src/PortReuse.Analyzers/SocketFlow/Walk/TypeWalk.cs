using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Platforms;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>
/// Runs the members of one type: its constructors first, then each other member, with whatever the others may have left in the
/// fields, until none leaves anything new. A private member is run where the others call it, and by itself only if nothing does.
/// </summary>
internal sealed class TypeWalk
{
    /// <summary>The longest chain of members of which each leaves something to the next.</summary>
    private const int MaxRounds = 4;

    private readonly INamedTypeSymbol _type;
    private readonly CompilationScope _scope;
    private readonly CancellationToken _cancellation;
    private readonly FlowBudget _budget;
    private readonly AssignedMembers _assigned;
    private readonly FlowWalker _walker;

    /// <summary>All members are of interest.</summary>
    private bool IsWhole => Called.Count > 0;

    private readonly Dictionary<ISymbol, FlowFrame> _frames = new(SymbolEqualityComparer.Default);

    private CallOrder? _callOrder;

    /// <summary>Something has turned out to be too large in this walk.</summary>
    private bool _isAnyTooLarge;

    private TypeWalk(INamedTypeSymbol type, CompilationScope scope, FlowBudget budget, CancellationToken cancellation)
    {
        _type = type;
        _scope = scope;
        _budget = budget;
        _cancellation = cancellation;
        _assigned = new AssignedMembers(type, scope.Models.Of, cancellation);
        _walker = new FlowWalker(type, scope, budget, cancellation)
        {
            LaterUses = new LaterUses(new FlowWalker(type, scope, new FlowBudget(cancellation), cancellation), scope, cancellation),
        };
    }

    /// <summary>The history of each socket that the members have made or been given.</summary>
    public IEnumerable<SocketHistory> Histories => _walker.Recorder.Histories
        .Where(history => history.Socket.Holder is not { } holder || !IsFilledHere(holder));

    /// <summary>The histories of the sockets of objects that the members have made and handed on: what those may do with them.</summary>
    public IEnumerable<SocketHistory> LaterHistories => _walker.LaterUses!.Histories;

    /// <summary>The endpoints that a <c>BindIPEndPointDelegate</c> returns here.</summary>
    public IReadOnlyList<ReturnedValue> CallbackEndPoints => _walker.Calls.CallbackEndPoints;

    /// <summary>The bodies that have been run by themselves, and with what.</summary>
    public IEnumerable<(FlowFrame Frame, FlowState Input)> Roots => _walker.Roots;

    /// <summary>The code that was too large to walk.</summary>
    public IReadOnlyCollection<ISymbol> GivenUp => _budget.IsUsedUp ? [_type] : [.. _budget.TooLarge];

    /// <summary>The members of another type that the walk was for; none where it was for the type's own.</summary>
    public IReadOnlyCollection<IMethodSymbol> Called { get; private init; } = [];

    /// <summary>
    /// Walks the type. A member too large to follow is left out; of a type that is too large as a whole, nothing is known.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="scope">The compilation.</param>
    /// <param name="called">
    /// Certain members of another type, which this one calls: all of it is walked then, for what becomes of their sockets. Otherwise none.
    /// </param>
    /// <param name="cancellation">Where the answer is not wanted any more.</param>
    /// <exception cref="OperationCanceledException">The answer is not wanted any more.</exception>
    public static TypeWalk Run(
        INamedTypeSymbol type, CompilationScope scope, IReadOnlyCollection<IMethodSymbol> called, CancellationToken cancellation)
    {
        var budget = new FlowBudget(cancellation);
        while (true)
        {
            var walk = new TypeWalk(type, scope, budget, cancellation) { Called = called };
            walk._walker.Calls.Choice.Asked.UnionWith(called);
            if (budget.IsUsedUp || walk.Walk())
            {
                return walk;
            }
        }
    }

    /// <summary>False where something turned out to be too large, and all is to be done again without it.</summary>
    private bool Walk()
    {
        _budget.BeginWalk();
        var members = MembersOfInterest().ToList();
        var constructors = members.Where(IsConstruction).ToList();
        var others = members.Where(member => !IsConstruction(member) && !IsCalledOnlyHere(member)).ToList();
        var calledOnlyHere = members.Where(IsCalledOnlyHere).ToList();

        var initialized = BeforeConstruction();
        FlowState? constructed = null;
        foreach (var member in constructors)
        {
            var exit = RunMember(member, initialized);
            if (IsInitializer(member) || member.IsStatic)
            {
                initialized = exit?.Shared() ?? initialized;
            }
            else if (exit is not null)
            {
                constructed = constructed is null ? exit.Shared() : Join(constructed, exit.Shared());
            }
        }

        if (MustBeginAnew)
        {
            return false;
        }

        var entry = (constructed ?? initialized).WidenForNextMember(_assigned.Mention, _walker.Values.Stored);
        for (var round = 0; round < MaxRounds; round++)
        {
            _budget.BeginRound();
            var next = entry;
            foreach (var member in others)
            {
                AddExitOf(member);
            }

            foreach (var level in CallersFirst(calledOnlyHere))
            {
                foreach (var member in level.Where(member => !IsSeenCalled(member)).ToList())
                {
                    AddExitOf(member);
                }
            }

            if (MustBeginAnew)
            {
                return false;
            }

            if (ReferenceEquals(next, entry) || !_budget.HasRoomForAnotherRound)
            {
                break;
            }

            entry = next;

            void AddExitOf(ISymbol member) =>
                next = RunMember(member, entry) is { } exit ? Join(next, exit.Shared()
                    .AfterMember(entry)
                    .WidenForNextMember(_assigned.Mention, _walker.Values.Stored)) : next;
        }

        return true;
    }

    /// <summary>
    /// An endpoint that only constructors and initializers set is null until they do. What a constructor sets that is too large is unknown.
    /// </summary>
    private FlowState BeforeConstruction() => _budget.TooLarge.Any()
        ? FlowState.Empty
        : _type.GetMembers()
            .Where(member => !member.IsImplicitlyDeclared && IsEndPointOfConstructors(member) && !_assigned.Mention(member))
            .Aggregate(FlowState.Empty, (state, member) => state.With(Place.Of(member), Value.Of(NullFact.Instance)));

    private bool IsEndPointOfConstructors(ISymbol member) => member switch
    {
        IFieldSymbol { IsConst: false } field =>
            (field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private) && _scope.Types.IsEndPoint(field.Type),
        IPropertySymbol { SetMethod: null } property => _scope.Types.IsEndPoint(property.Type) && IsAutomatic(property),
        _ => false,
    };

    private bool IsAutomatic(IPropertySymbol property) =>
        _type.GetMembers().Any(
            member => member is IFieldSymbol { AssociatedSymbol: { } owner } && SymbolEqualityComparer.Default.Equals(owner, property));

    /// <summary>All members are run before any is given up, so that their order does not matter.</summary>
    private bool MustBeginAnew => _isAnyTooLarge || _budget.IsUsedUp;

    /// <summary>To be asked once every possible caller has been run.</summary>
    private bool IsSeenCalled(ISymbol member)
    {
        var definition = (member as IMethodSymbol)?.PartialImplementationPart ?? member;
        return _walker.Calls.Followed.Contains(definition) && !_walker.Calls.DelegateTargets.Contains(member);
    }

    /// <summary>A list is in order as it is where there is but one.</summary>
    private IEnumerable<IEnumerable<ISymbol>> CallersFirst(List<ISymbol> members) =>
        members.Count < 2 || members.All(IsSeenCalled)
            ? [members]
            : (_callOrder ??= new CallOrder(_type, _scope.Models, _cancellation)).CallersFirst(members);

    /// <summary>Initializers and constructors in the order in which they run; then all else that has to do with sockets.</summary>
    private IEnumerable<ISymbol> MembersOfInterest()
    {
        var names = _scope.Methods.MembersOf(_type);
        var methods = _type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => (names.Mention(method) || _scope.Types.IsEndPointCallback(method) || IsWhole)
                && !SourceMethods.IsPrimary(method))
            .ToList();
        return Initializers.Of(_type, isStatic: true).Where(member => names.Mention(member.Name) || IsWhole)
            .Concat(methods.Where(method => method.MethodKind == MethodKind.StaticConstructor))
            .Concat(Initializers.Of(_type, isStatic: false).Where(member => names.Mention(member.Name) || IsWhole))
            .Concat(methods.Where(method => method.MethodKind == MethodKind.Constructor))
            .Concat(methods.Where(method => !IsConstruction(method)))
            .Where(_budget.MayRun);
    }

    /// <summary>The state that the member leaves; null if it never ends, has no code, or is too large.</summary>
    private FlowState? RunMember(ISymbol member, FlowState entry)
    {
        if (_budget.IsUsedUp)
        {
            return null;
        }

        if (!_frames.TryGetValue(member, out var frame))
        {
            if (_scope.Methods.DeclaredBodyOf((member as IMethodSymbol)?.PartialImplementationPart
                ?? member, _cancellation) is not { } body)
            {
                return null;
            }

            _frames[member] = frame = FlowFrame.Outermost(body);
        }

        try
        {
            _budget.BeginMember();
            var exit = _walker.RunMember(frame, member, entry.With(_scope.SystemsOf(member)))?.With(Systems.All);
            _budget.EndMember();
            return exit;
        }
        catch (Exception e) when (e is FlowTooLargeException or InsufficientExecutionStackException)
        {
            if (e is not FlowTooLargeException { Call: not null })
            {
                _budget.GiveUp(member);
            }

            _isAnyTooLarge = true;
            return null;
        }
    }

    /// <summary>
    /// What a member holds before the type's own code has put something there: nothing, where no other code can. What that code puts there
    /// has a history of its own.
    /// </summary>
    private bool IsFilledHere(ISymbol member) => !Place.Of(member).IsOpenToOthers && _assigned.Mention(member);

    private FlowState Join(FlowState known, FlowState other) => known.Join(other, _walker.Values.Initial);

    private static bool IsInitializer(ISymbol member) => member is not IMethodSymbol;

    private static bool IsConstruction(ISymbol member) =>
        IsInitializer(member) || member is IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };

    private static bool IsCalledOnlyHere(ISymbol member) =>
        member is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary or MethodKind.PropertyGet
            or MethodKind.PropertySet };
}
