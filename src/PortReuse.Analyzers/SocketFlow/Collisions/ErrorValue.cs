using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Collisions;

/// <summary>An exception on its way out: the collision itself, or one that wraps it or came in its place.</summary>
internal sealed record Failure(ITypeSymbol? Type, bool IsCollision, Failure? Inner = null)
{
    /// <summary>Whether a handler of the type receives it; null: perhaps, for all that is known of its type.</summary>
    public bool? IsA(ITypeSymbol? ancestor)
    {
        if (ancestor is null || ancestor.SpecialType == SpecialType.System_Object)
        {
            return true;
        }

        return Type is null ? null
            : Derives(Type, ancestor) ? true
            : !IsCollision && Derives(ancestor, Type) ? null : false;
    }

    private static bool Derives(ITypeSymbol? type, ITypeSymbol ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, ancestor))
            {
                return true;
            }
        }

        return false;
    }
}

internal enum ErrorValueKind
{
    Unknown,
    Constant,

    /// <summary><c>SocketError.AddressNotAvailable</c>.</summary>
    Code,

    /// <summary>The system's own number for it.</summary>
    NativeCode,
    Exception,

    /// <summary>The exceptions inside an <see cref="AggregateException"/>.</summary>
    Exceptions,
    FailedTask,
}

/// <summary>
/// What an expression is worth where the connect has failed by the collision; <paramref name="Singles"/>: it tells the
/// collision from other errors.
/// </summary>
internal sealed record ErrorValue(ErrorValueKind Kind, object? Constant = null, Failure? Failure = null, bool Singles = false)
{
    public static readonly ErrorValue Unknown = new(ErrorValueKind.Unknown);
    public static readonly ErrorValue Null = new(ErrorValueKind.Constant);

    public bool? IsTrue => Kind == ErrorValueKind.Constant ? Constant as bool? : null;

    public bool IsNull => Kind == ErrorValueKind.Constant && Constant is null;

    public static ErrorValue Of(object? constant) => new(ErrorValueKind.Constant, Normalized(constant));

    /// <summary>The outcome of a test; null: either.</summary>
    public static ErrorValue OfTest(bool? isTrue, bool singles = false) =>
        isTrue is { } known ? new(ErrorValueKind.Constant, known, null, singles) : Unknown with { Singles = singles };

    public static ErrorValue OfException(Failure? failure) => failure is null ? Unknown : new(ErrorValueKind.Exception, null, failure);

    private static object? Normalized(object? constant) => constant switch
    {
        byte or sbyte or short or ushort or int or uint => Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture),
        _ => constant,
    };
}

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
