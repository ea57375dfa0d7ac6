using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The order of using directives: by name, System and what is below it first unless the project says otherwise.</summary>
internal sealed class ImportOrder(AnalyzerConfigOptions options) : IComparer<string>
{
    private readonly bool _systemFirst = !(options.TryGetValue("dotnet_sort_system_directives_first", out var value) && value == "false");

    public int Compare(string x, string y)
    {
        if (_systemFirst && IsSystem(x) != IsSystem(y))
        {
            return IsSystem(x) ? -1 : 1;
        }

        return StringComparer.OrdinalIgnoreCase.Compare(x, y);
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
