namespace PortReuse.Packaging.Tests;

/// <summary>A fact that takes a minute or more: it is for CI, and for those who ask for it.</summary>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("CI") == "true" ? null : "takes a minute or more; CI=true dotnet test runs it.";
}
