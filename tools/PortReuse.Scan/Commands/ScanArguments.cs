using System.Collections.Immutable;
using System.CommandLine;
using Microsoft.CodeAnalysis;
using PortReuse.Scan.Loading;

namespace PortReuse.Scan.Commands;

/// <summary>What the command line asks of a scan.</summary>
internal sealed record ScanArguments(
    IReadOnlyList<string> Paths,
    LoadOptions Loading,
    DiagnosticSeverity Least,
    DiagnosticSeverity? FailOn,
    bool FollowsProjects,
    bool Fixes,
    bool ShowsDiff,
    string? Sarif,
    string? Baseline,
    bool WritesBaseline,
    bool IsPlain);

/// <summary>The arguments and options of a scan, for a command to have.</summary>
internal sealed class ScanSymbols
{
    private const string None = "none";

    private static readonly Dictionary<string, DiagnosticSeverity> Severities = new(StringComparer.Ordinal)
    {
        ["hidden"] = DiagnosticSeverity.Hidden,
        ["info"] = DiagnosticSeverity.Info,
        ["warning"] = DiagnosticSeverity.Warning,
        ["error"] = DiagnosticSeverity.Error,
    };

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Solutions (.sln, .slnx, .slnf), projects (.csproj), file-based apps (.cs) or folders: every project and app in them, and the sources that belong to none.",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => ["."],
    };

    private readonly Option<string> _severity = Choice(
        "--severity", "info", "LEVEL", "The least severity that is shown: hidden, info, warning or error.", [.. Severities.Keys]);

    private readonly Option<string> _failOn = Choice(
        "--fail-on", "warning", "LEVEL",
            "The least severity of a finding that ends the command with 1, or none.", [.. Severities.Keys, None]);

    private readonly Option<bool> _fix = new("--fix") { Description = "Repairs what can be repaired, in the files." };

    private readonly Option<bool> _diff =
        new("--diff") { Description = "Prints what --fix would change, as a unified diff, and changes nothing." };

    private readonly Option<string?> _sarif = new("--sarif") { Description = "Writes all findings as SARIF 2.1.0.", HelpName = "FILE" };

    private readonly Option<string?> _baseline =
        new("--baseline") { Description = "Findings that are in this file are known, and do not count.", HelpName = "FILE" };

    private readonly Option<bool> _writeBaseline = new("--write-baseline") { Description = "Makes what is found the baseline." };

    private readonly Option<bool> _alone =
        new("--each-alone") { Description = "Looks at each project as a compiler does: no call is followed into another one." };

    private readonly Option<bool> _sources = new("--sources") { Description = "Reads C# files as they lie in a folder. Nothing needs to be restored, and only the framework is referenced." };

    private readonly Option<string[]> _properties = new("--property", "-p") { Description = "A property of the build, as Configuration=Release.", HelpName = "NAME=VALUE", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<bool> _plain = new("--plain") { Description = "Lines of text also on a terminal." };

    public void AddTo(Command command)
    {
        command.Add(_paths);
        foreach (var option in new Option[] { _severity, _failOn, _fix, _diff, _sarif, _baseline, _writeBaseline, _alone,
            _sources, _properties, _plain })
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">The options do not go together.</exception>
    public ScanArguments Read(ParseResult result)
    {
        var arguments = new ScanArguments(
            result.GetValue(_paths)!,
            new LoadOptions(PropertiesOf(result.GetValue(_properties) ?? []), result.GetValue(_sources)),
            Severities[result.GetValue(_severity)!],
            Severities.TryGetValue(result.GetValue(_failOn)!, out var least) ? least : null,
            !result.GetValue(_alone),
            result.GetValue(_fix),
            result.GetValue(_diff),
            result.GetValue(_sarif),
            result.GetValue(_baseline),
            result.GetValue(_writeBaseline),
            result.GetValue(_plain));
        return arguments switch
        {
            { Fixes: true, ShowsDiff: true } => throw new UsageException("Either --fix or --diff."),
            { WritesBaseline: true, Baseline: null } => throw new UsageException("--write-baseline needs --baseline FILE."),
            { WritesBaseline: true, ShowsDiff: true } => throw new UsageException("Either --write-baseline or --diff."),
            _ => arguments,
        };
    }

    private static Option<string> Choice(string name, string preset, string help, string description, string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = help, DefaultValueFactory = _ => preset };
        option.AcceptOnlyFromAmong(values);
        return option;
    }

    private static ImmutableDictionary<string, string> PropertiesOf(IEnumerable<string> properties) =>
        properties.Select(property => property.Split('=', 2)).ToImmutableDictionary(
            parts => parts[0],
            parts => parts is [_, var value] ? value : throw new UsageException($"A property has a value, as in NAME=VALUE: {parts[0]}"));
}
