using System.Collections.Immutable;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>What is known on one path after the failure.</summary>
internal sealed record FailureFacts(ImmutableDictionary<object, ErrorValue> Values)
{
    public static readonly FailureFacts None = new(ImmutableDictionary<object, ErrorValue>.Empty);

    /// <summary>A condition on the way has told the collision from other errors.</summary>
    public bool IsSingledOut { get; init; }

    /// <summary>A new socket has been made, and nothing has bound it.</summary>
    public bool HasUnboundSocket { get; init; }

    /// <summary>The block was chosen by something that only the failure can have brought about.</summary>
    public bool IsChosen { get; init; }

    public ErrorValue this[object key] => Values.TryGetValue(key, out var value) ? value : ErrorValue.Unknown;

    public FailureFacts With(object key, ErrorValue value) => this with
    {
        Values = value.Kind == ErrorValueKind.Unknown ? Values.Remove(key) : Values.SetItem(key, value),
    };

    public bool IsSameAs(FailureFacts other) =>
        (IsSingledOut, HasUnboundSocket, IsChosen) == (other.IsSingledOut, other.HasUnboundSocket, other.IsChosen)
        && Values.Count == other.Values.Count
        && Values.All(entry => other.Values.TryGetValue(entry.Key, out var value) && value.Equals(entry.Value));
}
