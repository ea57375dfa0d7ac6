namespace PortReuse.TestSupport;

/// <summary>
/// Tests that take a minute or more, or repeat in many ways what other tests show once. They run where <see cref="Variable"/> is
/// <c>true</c>:
/// a variable of its own, since many build servers set <c>CI</c>, and so do some developers.
/// </summary>
public static class LongForm
{
    /// <summary>The environment variable that asks for the long forms.</summary>
    public const string Variable = "PORTREUSE_LONG_FORMS";

    /// <summary>The trait of every test that has a long form, for <c>dotnet test --filter</c>.</summary>
    public const string Trait = "Form";

    /// <inheritdoc cref="Trait"/>
    public const string TraitValue = "Long";

    /// <summary>Whether the long forms are asked for.</summary>
    public static bool IsAskedFor { get; } = Environment.GetEnvironmentVariable(Variable) == "true";

    /// <summary>Why a long form is left out; null where it is asked for.</summary>
    public static string? ReasonItIsLeftOut { get; } = IsAskedFor ? null : $"a long form: {Variable}=true dotnet test runs it.";

    /// <summary>All of the cases, or one out of <paramref name="every"/> where the long form is not asked for.</summary>
    /// <typeparam name="T">The type of a case.</typeparam>
    /// <param name="cases">The cases, in an order that does not change.</param>
    /// <param name="every">The distance between two cases of the short form; 1 takes all of them.</param>
    public static IEnumerable<T> Of<T>(IEnumerable<T> cases, int every) => IsAskedFor ? cases
        : cases.Where((_, index) => index % every == 0);
}
