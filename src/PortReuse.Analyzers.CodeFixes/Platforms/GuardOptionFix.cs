using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Applying;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.CodeFixes.Sockets;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.CodeFixes.Platforms;

/// <summary>
/// Sets an option on the system it belongs to only: by the companion's method, which knows the system itself, or in an <c>if</c>.
/// </summary>
internal sealed class GuardOptionFix : DocumentFix
{
    public const string Key = "PortReuse.GuardOption";

    public override string EquivalenceKey => Key;

    public override string Title(Diagnostic diagnostic) =>
        HomeOf(diagnostic) is var home and (Systems.Linux or Systems.Windows)
            ? $"Set the option on {home} only"
            : "Set the option on its own systems only";

    public override IEnumerable<IReadOnlyCollection<TextChange>> GetWays(FixPass pass, Diagnostic diagnostic) =>
        [GetEdits(pass, diagnostic)];

    private static IReadOnlyCollection<TextChange> GetEdits(FixPass pass, Diagnostic diagnostic)
    {
        var home = HomeOf(diagnostic);
        var reached = SystemsIn(diagnostic, DiagnosticProperties.Reached);

        // Where none of its systems comes by, another option was meant, and there is no telling which.
        if ((home & reached) == Systems.None || pass.NodeAt(diagnostic) is not InvocationExpressionSyntax call)
        {
            return [];
        }

        if (CompanionForm.Of(call, diagnostic, reached, pass) is { } edits)
        {
            return edits;
        }

        return SystemTestExpression.Condition(home & ~Systems.Other, pass, call.SpanStart) is { } condition
            ? GuardEdits.GetEdits(call, condition, pass)
            : [];
    }

    private static Systems HomeOf(Diagnostic diagnostic) => SystemsIn(diagnostic, DiagnosticProperties.Home);

    private static Systems SystemsIn(Diagnostic diagnostic, string property) =>
        diagnostic.Properties.TryGetValue(property, out var value) && Enum.TryParse<Systems>(value, out var systems)
            ? systems
            : Systems.None;
}
