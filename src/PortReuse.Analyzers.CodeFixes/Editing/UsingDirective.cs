using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>Adds a using directive where the file keeps its own, and in their order.</summary>
/// <remarks>
/// The import annotations of Roslyn would do it too, with the line end of the configuration rather than of the file, and only in
/// the hosts that run the clean-up after a fix.
/// </remarks>
internal static class UsingDirective
{
    public static TextChange Add(INamespaceSymbol imported, FixPass pass, int position)
    {
        var container = ContainerAt(position, pass.Root);
        var name = NameOf(imported, container, pass.Model, position);
        var open = OpenConditions(pass.Root, position);

        // A directive under an #if that the code is not under would come and go without it.
        var plain = UsingsOf(container)
            .Where(directive => directive is { Alias: null, Name: not null }
                && directive.StaticKeyword.IsKind(SyntaxKind.None)
                && directive.GlobalKeyword.IsKind(SyntaxKind.None)
                && OpenConditions(pass.Root, directive.SpanStart).All(open.Contains))
            .ToList();

        var order = new ImportOrder(pass.Options);
        var names = plain.Select(directive => directive.Name!.ToString()).ToList();
        var previous = names.SequenceEqual(names.OrderBy(each => each, order))
            ? plain.LastOrDefault(directive => order.Compare(directive.Name!.ToString(), name) < 0)
            : plain.LastOrDefault();

        return (previous, plain.FirstOrDefault()) switch
        {
            ({ } before, _) => After(before, name, pass.Layout),
            (null, { } after) => Before(after.SpanStart, name, pass.Layout, lineBreaks: 1),
            _ => AddFirst(container, name, pass.Layout),
        };
    }

    private static TextChange AddFirst(SyntaxNode container, string name, Layout layout)
    {
        var (externs, usings, members) = container switch
        {
            CompilationUnitSyntax unit => (unit.Externs, unit.Usings, unit.Members),
            BaseNamespaceDeclarationSyntax declaration => (declaration.Externs, declaration.Usings, declaration.Members),
            _ => default,
        };

        // Behind global usings, before static ones and aliases.
        SyntaxNode? last = usings.LastOrDefault(directive => directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));

        if ((last ?? externs.LastOrDefault()) is { } previous)
        {
            return After(previous, name, layout);
        }

        if (usings.FirstOrDefault() is { } next)
        {
            return Before(next.SpanStart, name, layout, lineBreaks: 1);
        }

        // A comment above a namespace is the header of the file; above a type or statement it is about that.
        var first = container.GetFirstToken();
        var start = members.FirstOrDefault() is { } member and not BaseNamespaceDeclarationSyntax && member.GetFirstToken() == first
            ? Layout.StartWithComments(member)
            : first.SpanStart;

        return Before(start, name, layout, lineBreaks: 2);
    }

    private static TextChange After(SyntaxNode node, string name, Layout layout)
    {
        var end = Layout.EndWithComments(node.GetLastToken());

        var (newLine, indentation) = (layout.NewLineAt(node.SpanStart), layout.IndentationAt(node.SpanStart));

        return new TextChange(new TextSpan(end, 0), $"{newLine}{indentation}using {name};");
    }

    private static TextChange Before(int position, string name, Layout layout, int lineBreaks)
    {
        var breaks = string.Concat(Enumerable.Repeat(layout.NewLineAt(position), lineBreaks));

        return new TextChange(new TextSpan(position, 0), $"using {name};{breaks}{layout.IndentationAt(position)}");
    }

    // The file, unless it keeps its directives within the namespace.
    private static SyntaxNode ContainerAt(int position, CompilationUnitSyntax root)
    {
        var namespaces = root.FindToken(position).Parent!.Ancestors().OfType<BaseNamespaceDeclarationSyntax>();
        var ownDirectives = namespaces.LastOrDefault(declaration => declaration.Usings.Any());

        return root.Usings.Any() || ownDirectives is null ? root : ownDirectives;
    }

    private static SyntaxList<UsingDirectiveSyntax> UsingsOf(SyntaxNode container) =>
        container is BaseNamespaceDeclarationSyntax declaration ? declaration.Usings : ((CompilationUnitSyntax)container).Usings;

    // Within MyCompany, PortReuse may mean MyCompany.PortReuse.
    private static string NameOf(INamespaceSymbol imported, SyntaxNode container, SemanticModel model, int position)
    {
        var name = imported.ToDisplayString();
        var meant = model.LookupNamespacesAndTypes(position, name: name.Split('.')[0]);

        return container is BaseNamespaceDeclarationSyntax
            && meant.Any(symbol => symbol.ContainingNamespace is { IsGlobalNamespace: false })
                ? $"global::{name}"
                : name;
    }

    /// <summary>The #if directives that are open at a position, each by its place.</summary>
    private static HashSet<int> OpenConditions(CompilationUnitSyntax root, int position)
    {
        var open = new Stack<int>();

        for (var directive = root.GetFirstDirective(); directive?.SpanStart < position; directive = directive.GetNextDirective())
        {
            if (directive is EndIfDirectiveTriviaSyntax or BranchingDirectiveTriviaSyntax and not IfDirectiveTriviaSyntax && open.Count > 0)
            {
                open.Pop();
            }

            if (directive is BranchingDirectiveTriviaSyntax)
            {
                open.Push(directive.SpanStart);
            }
        }

        return [.. open];
    }
}
