using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Each type in a file of its own, in any order of the files.</summary>
internal sealed class TypesInFiles : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        SplitFile.Split(program, compilation, choices);
}
