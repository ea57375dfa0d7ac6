using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.State;

/// <summary>How a body ended: normally, by an exception (null: it cannot), and with which value.</summary>
internal sealed record FlowResult(FlowState? Exit, FlowState? Thrown, Value Returned, IReadOnlyList<ReturnedValue> Returns);

/// <summary>One <c>return</c> of a body.</summary>
internal sealed record ReturnedValue(IOperation Operation, Value Value);
