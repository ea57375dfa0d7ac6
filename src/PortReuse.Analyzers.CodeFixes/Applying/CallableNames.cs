using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sources;

namespace PortReuse.Analyzers.CodeFixes.Applying;

/// <summary>The names by which other files can call into a file, by its declarations.</summary>
internal sealed class CallableNames
{
    private static readonly ConditionalWeakTable<SyntaxTree, CallableNames> NamesOfTrees = new();

    private readonly string[] _types;

    /// <summary>They are called without a word of their type.</summary>
    private readonly string[] _extensions;

    /// <summary>So are they where a directive says so.</summary>
    private readonly string[] _statics;

    private CallableNames(IEnumerable<string> types, IEnumerable<string> extensions, IEnumerable<string> statics)
    {
        _types = [.. types.Distinct()];
        _extensions = [.. extensions.Distinct()];
        _statics = [.. statics.Distinct()];
    }

    public static CallableNames In(SyntaxTree tree, CancellationToken cancellationToken) => NamesOfTrees.GetValue(tree, _ =>
    {
        var declarations = tree.GetRoot(cancellationToken)
            .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
            .ToList();

        return new CallableNames(
            declarations.OfType<BaseTypeDeclarationSyntax>()
                .Where(type => !ExtensionBlocks.IsBlock(type))
                .Select(type => type.Identifier.ValueText),
            declarations.Where(IsExtension).SelectMany(NamesOf),
            declarations.Where(member => member.Modifiers.Any(SyntaxKind.StaticKeyword)).SelectMany(NamesOf));
    });

    public CallableNames And(CallableNames others) =>
        new(_types.Concat(others._types), _extensions.Concat(others._extensions), _statics.Concat(others._statics));

    /// <summary>The same, and the names that directives for all files give to them.</summary>
    public CallableNames By(IEnumerable<UsingDirectiveSyntax> directives)
    {
        var naming = directives.Where(directive => IsNamedIn(directive.NamespaceOrType)).ToList();
        var aliases = naming.Select(directive => directive.Alias?.Name.Identifier.ValueText).OfType<string>();
        var members = naming.Any(directive => directive.Alias is null) ? _statics : [];

        return new(_types.Concat(aliases).Concat(members), _extensions, _statics);
    }

    public bool AreMentionedIn(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var directives = ((CompilationUnitSyntax)tree.GetRoot(cancellationToken)).Usings;

        // The last word of `using System.Net.Sockets` is no type of that name.
        using var whole = SourceChars.Of(tree.GetText(cancellationToken));
        var text = whole.Span.Slice(directives.LastOrDefault()?.Span.End ?? 0);

        return text.Find(_types).Length > 0
            || IsAnyAsked(text, text.Find(_extensions))
            || directives.Where(NamesType).Any(directive => IsNamedIn(directive.NamespaceOrType));
    }

    /// <summary>A type by another name, or by its members.</summary>
    public static bool NamesType(UsingDirectiveSyntax directive) =>
        directive.Alias is not null || directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword);

    private bool IsNamedIn(TypeSyntax type) => type.ToString().AsSpan().Find(_types).Length > 0;

    private static bool IsAnyAsked(ReadOnlySpan<char> text, int[] positions)
    {
        foreach (var position in positions)
        {
            if (text.Slice(0, position).TrimEnd() is [.., '.'])
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsExtension(MemberDeclarationSyntax member) =>
        ExtensionBlocks.IsBlock(member.Parent)
            || (member is MethodDeclarationSyntax { ParameterList.Parameters: [var receiver, ..] }
                && receiver.Modifiers.Any(SyntaxKind.ThisKeyword));

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        _ => [],
    };
}
