using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>All files in one.</summary>
internal sealed class FilesJoined : Transformation
{
    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices) =>
        program.Files.Length < 2 ? null : JoinedFiles.Join(program, compilation);
}
