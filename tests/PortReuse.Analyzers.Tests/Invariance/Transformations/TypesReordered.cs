using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>The types of a file in another order, each with its namespace around it.</summary>
internal sealed class TypesReordered : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        SplitFile.Split(program, compilation, choices) is { } split ? JoinedFiles.Join(split, split.Compile()) : null;
}
