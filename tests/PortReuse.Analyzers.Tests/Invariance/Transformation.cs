using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance;

/// <summary>One way to write the same program differently.</summary>
internal abstract class Transformation
{
    public string Name => GetType().Name;

    /// <summary>
    /// The program, written differently; null where there is nothing that this is about, or it would not be the same program.
    /// </summary>
    public abstract TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices);

    /// <summary>Whether it is the same program also by what the compiler does not complain of.</summary>
    public virtual bool IsSame(CSharpCompilation before, CSharpCompilation after) => true;
}

/// <summary>A change of the text that makes sense by itself, of one file or several: all of it is done, or none.</summary>
internal sealed record Edit(params IReadOnlyList<(SyntaxTree Tree, TextChange Change)> Changes)
{
    public static Edit Insert(SyntaxTree tree, int position, string text) => new((tree, new TextChange(new(position, 0), text)));

    public static Edit Replace(SyntaxTree tree, TextSpan span, string text) => new((tree, new TextChange(span, text)));

    public static Edit Around(SyntaxNode node, string before, string after) => new(
        (node.SyntaxTree, new TextChange(new(node.SpanStart, 0), before)), (node.SyntaxTree, new TextChange(new(node.Span.End, 0), after)));
}

/// <summary>A transformation by many edits, each of which may be done or left.</summary>
internal abstract class Edits : Transformation
{
    /// <summary>How many of the edits are done, of 100.</summary>
    protected virtual uint Percent => 50;

    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices)
    {
        var edits = In(compilation, choices.Random).Where(_ => choices.Take(Percent)).ToList();
        if (edits.Count == 0)
        {
            return null;
        }

        var changes = edits.SelectMany(edit => edit.Changes).ToLookup(change => change.Tree.FilePath, change => change.Change);
        return program with { Files = [.. program.Files.Select(file => file.With(changes[file.Path]))] };
    }

    /// <summary>All edits that can be done, always the same ones in the same order for the same random numbers.</summary>
    protected abstract IEnumerable<Edit> In(CSharpCompilation compilation, PCG random);

    protected static IEnumerable<T> Nodes<T>(CSharpCompilation compilation)
        where T : SyntaxNode => compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<T>());
}
