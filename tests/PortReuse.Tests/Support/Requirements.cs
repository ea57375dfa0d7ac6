namespace PortReuse.Tests.Support;

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

/// <summary>A fact proved in a private network namespace; skipped by name, with the reason, where none is permitted.</summary>
internal sealed class NamespaceFactAttribute : FactAttribute
{
    public NamespaceFactAttribute() => Skip = NetworkNamespace.ReasonItIsMissing;
}

/// <inheritdoc cref="NamespaceFactAttribute"/>
internal sealed class NamespaceTheoryAttribute : TheoryAttribute
{
    public NamespaceTheoryAttribute() => Skip = NetworkNamespace.ReasonItIsMissing;
}

/// <summary>A fact proved between two hosts in network namespaces; skipped by name, with the reason, where none are permitted.</summary>
internal sealed class TwoHostsFactAttribute : FactAttribute
{
    public TwoHostsFactAttribute() => Skip = NetworkHost.ReasonItIsMissing;
}

/// <inheritdoc cref="TwoHostsFactAttribute"/>
internal sealed class TwoHostsTheoryAttribute : TheoryAttribute
{
    public TwoHostsTheoryAttribute() => Skip = NetworkHost.ReasonItIsMissing;
}

/// <summary>A fact proved segment by segment against a peer that the test plays; skipped by name, with the reason, where that is not permitted.</summary>
internal sealed class ScriptedPeerFactAttribute : FactAttribute
{
    public ScriptedPeerFactAttribute() => Skip = ScriptedPeer.ReasonItIsMissing;
}

/// <inheritdoc cref="ScriptedPeerFactAttribute"/>
internal sealed class ScriptedPeerTheoryAttribute : TheoryAttribute
{
    public ScriptedPeerTheoryAttribute() => Skip = ScriptedPeer.ReasonItIsMissing;
}

/// <summary>A fact proved with <c>IP_LOCAL_PORT_RANGE</c>; skipped by name, with the reason, where the kernel has no such option.</summary>
internal sealed class LocalPortRangeFactAttribute : FactAttribute
{
    public LocalPortRangeFactAttribute() => Skip = LocalPortRange.ReasonItIsMissing;
}

/// <inheritdoc cref="LocalPortRangeFactAttribute"/>
internal sealed class LocalPortRangeTheoryAttribute : TheoryAttribute
{
    public LocalPortRangeTheoryAttribute() => Skip = LocalPortRange.ReasonItIsMissing;
}

/// <summary>A fact about a kernel without the option, as a seccomp filter imitates it; skipped by name where none is permitted.</summary>
internal sealed class OldKernelFactAttribute : FactAttribute
{
    public OldKernelFactAttribute() => Skip = KernelWithoutTheOption.ReasonItIsMissing;
}

/// <summary>A fact proved with a host name of one's own; skipped by name, with the reason, where none can be made.</summary>
internal sealed class HostNameTheoryAttribute : TheoryAttribute
{
    public HostNameTheoryAttribute() => Skip = HostName.ReasonItIsMissing;
}

/// <summary>A fact proved with a socket of another user; skipped by name, with the reason, where that is not permitted.</summary>
internal sealed class OtherUserFactAttribute : FactAttribute
{
    public OtherUserFactAttribute() => Skip = OtherUser.ReasonItIsMissing;
}

file static class Requirement
{
    public static string? Linux => OperatingSystem.IsLinux() ? null : "needs Linux";
}
