using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.SocketFlow.Frames;

namespace PortReuse.Analyzers.SocketFlow.Values;

/// <summary>A boolean that keeps the answer to a condition: it is the answer still while what was asked about is what it was.</summary>
internal sealed record ConditionFact(IOperation Condition, Place Subject, Value Then) : Fact;
