using CsCheck;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Braces around statements that do without, and once more around some that have them.</summary>
internal sealed class BracesAdded : Edits
{
    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from statement in Nodes<StatementSyntax>(compilation)
        where statement is not (BlockSyntax or LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax)
            && statement.Parent is not (GlobalStatementSyntax or LabeledStatementSyntax)
        where statement.Parent is not BlockSyntax || random.Next(4) == 0
        select Edit.Around(statement, "{ ", " }");
}
