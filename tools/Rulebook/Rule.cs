using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PortReuse.Analyzers;

namespace PortReuse.Rulebook;

/// <summary>What the shipped assemblies say of a rule themselves.</summary>
/// <param name="NeverWorks">What it flags cannot have worked: the preset Recommended makes it an error.</param>
internal sealed record Rule(string Id, string Title, string Category, DiagnosticSeverity Severity, bool IsOn, bool IsFixed, bool NeverWorks)
{
    private const string NeverWorksTag = "NeverWorks";

    public static IReadOnlyList<Rule> All { get; } = FromAssemblies();

    public string PagePath => $"src/PortReuse.Analyzers/docs/{Id}.md";

    private static Rule[] FromAssemblies()
    {
        var isFixed = Assembly.Load("PortReuse.Analyzers.CodeFixes").GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds)
            .ToHashSet();

        return
        [
            .. from descriptor in new SocketAnalyzer().SupportedDiagnostics
               orderby descriptor.Id
               select new Rule(
                   descriptor.Id,
                   descriptor.Title.ToString(CultureInfo.InvariantCulture),
                   descriptor.Category,
                   descriptor.DefaultSeverity,
                   descriptor.IsEnabledByDefault,
                   isFixed.Contains(descriptor.Id),
                   descriptor.CustomTags.Contains(NeverWorksTag)),
        ];
    }
}
