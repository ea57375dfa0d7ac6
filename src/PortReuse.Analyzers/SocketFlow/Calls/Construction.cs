using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>
/// How an object of the compilation comes to be: initializers, constructors of its bases, its own, and the parameters that stay.
/// </summary>
internal sealed class Construction(SourceMethods methods, TransferContext context, CallFollower calls, CancellationToken cancellation)
{
    /// <summary>The base of a base of a base: longer chains than this are not followed.</summary>
    private const int MaxBases = 6;

    /// <summary>Runs a constructor as the language does: the initializers, the base type's constructor, the body.</summary>
    public bool Run(IOperation creation, IMethodSymbol constructor, FlowReceiver receiver, Value[] arguments, int basesToFollow = MaxBases)
    {
        var type = constructor.ContainingType;
        if (SourceMethods.IsPrimary(constructor))
        {
            StorePrimaryParameters(constructor, receiver, arguments);
        }

        var chained = ConstructorSyntax.InitializerOf(constructor, cancellation);
        if (chained != ConstructorInitializer.This)
        {
            foreach (var initializer in Initializers.Of(type, isStatic: false))
            {
                RunInitializer(creation, initializer, receiver);
            }
        }

        if (chained == ConstructorInitializer.None
            && basesToFollow > 0
            && !CallsBaseItself(constructor)
            && type.BaseType?.InstanceConstructors.FirstOrDefault(candidate => candidate.Parameters.IsEmpty) is { } implicitBase
            && methods.IsFollowed(type.BaseType))
        {
            Run(creation, implicitBase, receiver, [], basesToFollow - 1);
        }

        return SourceMethods.IsPrimary(constructor) || constructor.IsImplicitlyDeclared
            || calls.RunMethod(creation, constructor, receiver, arguments) is not null;
    }

    /// <summary>
    /// Whether the compiler puts the call that the code leaves out into the body: run twice at each level, it would double each time.
    /// </summary>
    private bool CallsBaseItself(IMethodSymbol constructor) =>
        methods.BodyOf(constructor, cancellation) is { } body
        && body.Graph.Blocks.SelectMany(block => block.Operations).Any(operation =>
            operation is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: var called } }
            && called.MethodKind == MethodKind.Constructor);

    /// <summary>The initializer of one field or property.</summary>
    private void RunInitializer(IOperation creation, ISymbol member, FlowReceiver receiver)
    {
        if ((methods.MembersOf(member.ContainingType).Mention(member.Name) || context.IsOfInterest(Initializers.TypeOf(member)))
            && methods.DeclaredBodyOf(member, cancellation) is { } body
            && context.Frame.CallMethod(creation, body, receiver, passesPortZero: false, context.Enclosing) is { } frame)
        {
            calls.Run(creation, frame, isCertain: true, []);
        }
    }

    private void StorePrimaryParameters(IMethodSymbol constructor, FlowReceiver receiver, Value[] arguments)
    {
        foreach (var parameter in constructor.Parameters)
        {
            var value = parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown;
            if (receiver.Member(parameter) is { } place)
            {
                context.Store(place, value);
            }

            // A record's parameter is a property as well.
            var property = constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault();
            if (property is not null && receiver.Member(property) is { } propertyPlace)
            {
                context.Store(propertyPlace, value);
            }
        }
    }
}
