using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>Operations list arguments as the code does; named ones may stand in any order.</summary>
internal static class ArgumentOrder
{
    /// <summary>The arguments in the order of the parameters.</summary>
    public static ImmutableArray<IOperation> Of(IInvocationOperation call) =>
        call.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? int.MaxValue)
            .Select(argument => argument.Value)
            .ToImmutableArray();
}
