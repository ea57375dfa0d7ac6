using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Each part of a type in a file of its own, in any order of the files.</summary>
internal sealed class PartsInFiles : TypesInParts
{
    protected override uint Percent => 40;

    protected override bool PartsMayBeReordered => true;

    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        base.Apply(program, compilation, choices) is { } parts ? SplitFile.Split(parts, parts.Compile(), choices) : null;
}
