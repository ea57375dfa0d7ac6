namespace PortReuse.Tests.Shared;

/// <summary>
/// What takes a minute or more, or says once more in many ways what other tests have said in one: it is for CI, and for those who ask for it.
/// </summary>
internal static class LongForm
{
    /// <summary>Null where it is asked for.</summary>
    public static string? ReasonItIsLeftOut { get; } = IsAskedFor ? null : "a long form: CI=true dotnet test runs it.";

    public static bool IsAskedFor => Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>All of the cases, or every so-many-th where the long form is not asked for.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> cases, int every) => IsAskedFor ? cases : cases.Where((_, index) => index % every == 0);
}

/// <inheritdoc cref="LongForm"/>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() => Skip = LongForm.ReasonItIsLeftOut;
}

/// <inheritdoc cref="LongForm"/>
internal sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = LongForm.ReasonItIsLeftOut;
}
