using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Files in another order.</summary>
internal sealed class FilesReordered : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        program.Files.Length < 2 ? null : program with { Files = [.. Choices.Shuffle(choices.Random, program.Files.Reverse())] };
}
