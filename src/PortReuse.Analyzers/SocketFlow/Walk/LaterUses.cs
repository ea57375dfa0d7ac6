using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Walk;

/// <summary>
/// What becomes of an object that is made with port 0 and handed on: other code calls its members, in any order. They are run on it
/// once the member that made it is through, and what they do has histories of its own.
/// </summary>
/// <param name="walker">A walker of its own.</param>
/// <param name="scope">The compilation.</param>
/// <param name="cancellation">Tells that the answer is not wanted any more.</param>
internal sealed class LaterUses(FlowWalker walker, CompilationScope scope, CancellationToken cancellation)
{
    /// <summary>One member binds what another one connects.</summary>
    private const int MaxTurns = 2;

    /// <summary>The objects do more than is followed: of none of them anything is said, whichever was the first.</summary>
    private bool _isTooLarge;

    public IEnumerable<SocketHistory> Histories => _isTooLarge ? [] : walker.Recorder.Histories;

    /// <summary>Runs the members of what a body has made and handed on.</summary>
    /// <param name="root">The body.</param>
    /// <param name="result">The end of it.</param>
    /// <param name="recorder">The objects that it has made.</param>
    public void Run(FlowFrame root, FlowResult result, HistoryRecorder recorder)
    {
        try
        {
            foreach (var made in recorder.ObjectsWithPortZero(root))
            {
                if (!_isTooLarge && result.Exit is { } exit && made.Type is INamedTypeSymbol type && IsHandedOn(made, result, exit))
                {
                    Use(made, type, root, exit);
                }
            }
        }
        catch (Exception e) when (e is FlowTooLargeException or InsufficientExecutionStackException)
        {
            _isTooLarge = true;
        }
    }

    private static bool IsHandedOn(ObjectId made, FlowResult result, FlowState exit)
    {
        var itself = new ObjectFact(made);
        return made.IsEscaped || result.Returned.Facts.Contains(itself) || exit.PlacesWhere(itself.Equals).Any(place => place.IsShared);
    }

    private void Use(ObjectId made, INamedTypeSymbol type, FlowFrame root, FlowState exit)
    {
        var state = exit;
        var isAnyLeft = false;
        foreach (var place in exit.PlacesWhere(IsPortZero).Where(place => place.Within == made && place.Symbol is not null))
        {
            if (place.IsOpenToOthers || IsSetLater(place.Symbol!, type))
            {
                state = state.With(place, Value.Unknown);
            }
            else
            {
                isAnyLeft |= exit[place]!.Value.Facts.Any(fact => fact is EndPointFact) || IsPort(place.Symbol!.Name);
            }
        }

        if (!isAnyLeft)
        {
            return;
        }

        var bodies = MembersOf(type).Select(member => scope.Methods.DeclaredBodyOf(member, cancellation)).OfType<FlowBody>().ToList();
        for (var turn = 0; turn < MaxTurns; turn++)
        {
            var next = state;
            foreach (var body in bodies)
            {
                if (root.CallMethod(made.PortZeroCall!, body, new(false, Place.Of(made)), passesPortZero: true, default) is { } frame
                    && walker.Run(frame, state).Exit is { } after)
                {
                    next = next.Join(after.AfterMember(state), walker.Values.Initial);
                }
            }

            state = next;
        }
    }

    private static bool IsPortZero(Fact fact) => fact is EndPointFact { PortIsZero: true } or NumberFact { Number: 0 };

    /// <summary>Most numbers that are 0 are no ports: here the name tells, for to run the members of an object takes its time.</summary>
    private static bool IsPort(string name) => name.EndsWith("port", StringComparison.OrdinalIgnoreCase);

    private bool IsSetLater(ISymbol held, INamedTypeSymbol type) =>
        new AssignedMembers(type, scope.Models.Of, cancellation).Mention(held)
        || new AssignedMembers(held.ContainingType, scope.Models.Of, cancellation).Mention(held);

    /// <summary>The members that others can call, each as the type of the object has it.</summary>
    private IEnumerable<IMethodSymbol> MembersOf(INamedTypeSymbol type)
    {
        var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var current = type; current is { DeclaringSyntaxReferences.IsEmpty: false }; current = current.BaseType)
        {
            foreach (var method in current.GetMembers().OfType<IMethodSymbol>().Where(method => !method.IsStatic && !method.IsAbstract))
            {
                var definition = method.OriginalDefinition;
                if (method.OverriddenMethod is { } ancestor)
                {
                    overridden.Add(ancestor.OriginalDefinition);
                }

                if (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: not Accessibility.Private }
                        or { MethodKind: MethodKind.ExplicitInterfaceImplementation }
                    && !overridden.Contains(definition)
                    && scope.Methods.UsesSockets(method))
                {
                    yield return definition.PartialImplementationPart ?? definition;
                }
            }
        }
    }
}
