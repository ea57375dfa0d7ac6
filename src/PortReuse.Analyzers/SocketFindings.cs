using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PortReuse.Analyzers.Reporting;
using PortReuse.Analyzers.Rules;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Callers;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Settings;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers;

/// <summary>
/// What the rules find in one compilation. A finding belongs to the type that it is in, also where another type's use of a
/// helper shows it, so that an editor that asks about one file is told all of it, and a build is told it once.
/// </summary>
internal sealed class SocketFindings(
    Compilation compilation, ProjectOptions options, ImmutableArray<SocketRule> rules, bool followsReferences, IAnalysisObserver? observer)
{
    /// <summary>A chain of helpers, each of another type that calls the next, and no further.</summary>
    private const int MaxCallers = 8;

    private readonly ConcurrentDictionary<INamedTypeSymbol, (SocketFlowAnalysis Analysis, ImmutableArray<Diagnostic> Findings)> _analyses =
        new(SymbolEqualityComparer.Default);

    private readonly SocketSources _sources = new(compilation, followsReferences, options);

    /// <summary>Most compilations have nothing to do with sockets, and not even to look for the types costs less.</summary>
    private CompilationScope? _scope;

    private CompilationScope? Scope => _scope ??= CompilationScope.Of(compilation, _sources);

    /// <summary>The findings in one file.</summary>
    public IEnumerable<Diagnostic> In(SemanticModel file, CancellationToken cancellation)
    {
        if (!_sources.MayDeclareTypesOfInterest(file.SyntaxTree, cancellation))
        {
            return [];
        }

        var findings = new Dictionary<(string Id, Location Place), Diagnostic>();
        foreach (var type in TypeDeclarations.In(file, _sources.AreWorthALook, cancellation))
        {
            if (Scope is not { } scope)
            {
                break;
            }

            if (SocketWords.AreIn(type, scope, cancellation))
            {
                foreach (var finding in In(type, scope, cancellation)
                    .Where(finding => IsToldBy(file.SyntaxTree, type, finding.Location, cancellation)))
                {
                    findings[(finding.Id, finding.Location)] = findings.TryGetValue((finding.Id, finding.Location), out var first)
                        ? first
                        : finding;
                }
            }
        }

        return findings.Values.Select(OnlyPlacesOfHere);
    }

    /// <summary>The findings in the type's own code; of those that its own and its callers' histories show alike, the type's own.</summary>
    private IEnumerable<Diagnostic> In(INamedTypeSymbol type, CompilationScope scope, CancellationToken cancellation) =>
        Of(type, scope, cancellation).Findings
            .Concat(CallersOf(type, scope, cancellation)
                .OrderBy(caller => caller.DeclaringSyntaxReferences[0].SyntaxTree.FilePath, StringComparer.Ordinal)
                .ThenBy(caller => caller.DeclaringSyntaxReferences[0].Span.Start)
                .SelectMany(caller => Of(caller, scope, cancellation).Findings))
            .Where(finding => IsIn(type, finding.Location));

    /// <summary>
    /// Every file tells what is found in it; for one without a hint of sockets, another that the type is declared in does.
    /// </summary>
    private static bool IsToldBy(SyntaxTree file, INamedTypeSymbol type, Location place, CancellationToken cancellation)
    {
        if (place.SourceTree is not { } home || home == file || SocketSources.HasHint(home, cancellation))
        {
            return place.SourceTree == file;
        }

        return file == type.DeclaringSyntaxReferences.Select(part => part.SyntaxTree)
            .First(part => SocketSources.HasHint(part, cancellation));
    }

    /// <summary>A place in the source of a referenced project cannot be part of a report on this one.</summary>
    private Diagnostic OnlyPlacesOfHere(Diagnostic finding)
    {
        var places = finding.AdditionalLocations.Where(IsOfHere).ToList();
        var rule = finding.Descriptor;
        return places.Count == finding.AdditionalLocations.Count
            ? finding
            : Diagnostic.Create(
                rule.Id,
                rule.Category,
                finding.GetMessage(),
                rule.DefaultSeverity,
                rule.DefaultSeverity,
                isEnabledByDefault: true,
                finding.WarningLevel,
                rule.Title,
                rule.Description,
                rule.HelpLinkUri,
                finding.Location,
                places,
                rule.CustomTags,
                finding.Properties.ContainsKey(DiagnosticProperties.Places)
                    ? NamedPlaces.Of(finding).Where(IsOfHere).AddTo(finding.Properties)
                    : finding.Properties);

        bool IsOfHere(Location place) => place.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree);
    }

    private (SocketFlowAnalysis Analysis, ImmutableArray<Diagnostic> Findings) Of(
        INamedTypeSymbol type, CompilationScope scope, CancellationToken cancellation)
    {
        if (!_analyses.TryGetValue(type, out var known))
        {
            observer?.Enter("Analysis");
            var analysis = SocketFlowAnalysis.Of(type, scope, cancellation);
            foreach (var code in observer is null ? [] : analysis.GivenUp)
            {
                observer!.GiveUp(code);
            }

            var findings = ImmutableArray.CreateBuilder<Diagnostic>();
            foreach (var rule in rules)
            {
                observer?.Enter(rule.Descriptor.Id);
                if (rule.Concerns(analysis))
                {
                    findings.AddRange(rule.Examine(analysis, scope));
                }
            }

            observer?.Enter(null);
            known = _analyses.GetOrAdd(type, (analysis, findings.ToImmutable()));
        }

        return known;
    }

    /// <summary>
    /// Those who hand a socket to a helper of the type, or get one from it, show what becomes of it; so do those who call them.
    /// </summary>
    private HashSet<INamedTypeSymbol> CallersOf(INamedTypeSymbol type, CompilationScope scope, CancellationToken cancellation)
    {
        var known = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { type };
        var level = new List<INamedTypeSymbol> { type };
        for (var depth = 0; depth < MaxCallers && level.Count > 0; depth++)
        {
            var next = new List<INamedTypeSymbol>();
            foreach (var helper in level.SelectMany(
                user => OpenHelpers.In(Of(user, scope, cancellation).Analysis, user, type, scope.Models, cancellation)))
            {
                foreach (var caller in HelperCallers.Of(helper, scope, known.Contains, cancellation))
                {
                    known.Add(caller);
                    next.Add(caller);
                }
            }

            level = next;
        }

        known.Remove(type);
        return known;
    }

    private static bool IsIn(INamedTypeSymbol type, Location location) =>
        type.Declares(location) && !type.GetTypeMembers().Any(nested => nested.Declares(location));
}
