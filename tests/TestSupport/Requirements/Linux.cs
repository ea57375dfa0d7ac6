namespace PortReuse.TestSupport.Requirements;

/// <summary>A fact about Linux; skipped by name elsewhere.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = Requirement.Linux;
}

/// <inheritdoc cref="LinuxFactAttribute"/>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = Requirement.Linux;
}

file static class Requirement
{
    public static string? Linux => OperatingSystem.IsLinux() ? null : "needs Linux";
}
