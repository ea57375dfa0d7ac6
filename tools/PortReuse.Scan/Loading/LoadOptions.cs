using System.Collections.Immutable;

namespace PortReuse.Scan.Loading;

/// <summary>How code is loaded.</summary>
/// <param name="Properties">Global properties of the build, as <c>Configuration</c>.</param>
/// <param name="IsSourcesOnly">Files are read as they lie there: nothing of MSBuild is asked.</param>
internal sealed record LoadOptions(ImmutableDictionary<string, string> Properties, bool IsSourcesOnly = false);
