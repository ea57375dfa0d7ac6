using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Frames;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.State;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>A call's arguments become the values of the parameters, and those passed by reference come back.</summary>
internal static class Parameters
{
    /// <summary>The receiver of an extension is the argument after the last parameter.</summary>
    public static void Pass(TransferContext context, IMethodSymbol? method, Value[] arguments)
    {
        foreach (var parameter in method?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            context.Store(Place.Of(parameter), ArgumentAt(parameter.Ordinal, arguments));
        }

        if (ExtensionBlocks.ReceiverOf(method) is { } receiver)
        {
            var isGiven = arguments.Length > method!.Parameters.Length;
            context.Store(Place.Of(receiver), isGiven ? arguments[arguments.Length - 1] : Value.Unknown);
        }
    }

    public static void TakeBack(CallFollower calls, TransferContext context, ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } parameter)
            {
                calls.Store(argument.Value, context.State[Place.Of(parameter.OriginalDefinition)] ?? Value.Unknown);
            }
        }
    }

    private static Value ArgumentAt(int ordinal, Value[] arguments) => ordinal < arguments.Length ? arguments[ordinal] : Value.Unknown;
}
