using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PortReuse.Scan.Analysis;

/// <summary>What the project that a file belongs to says of it, where files of several projects are looked at together.</summary>
/// <param name="byTree">The project's options for each file.</param>
/// <param name="own">Those for what is not among them.</param>
internal sealed class OptionsByFile(
    IReadOnlyDictionary<SyntaxTree, AnalyzerConfigOptionsProvider> byTree,
        AnalyzerConfigOptionsProvider own) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions => own.GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => byTree.GetValueOrDefault(tree, own).GetOptions(tree);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => own.GetOptions(textFile);
}
