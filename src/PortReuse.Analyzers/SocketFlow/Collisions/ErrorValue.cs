namespace PortReuse.Analyzers.SocketFlow.Collisions;

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
