using System.Globalization;
using CsCheck;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary><c>var</c> becomes the type.</summary>
internal sealed class TypesForVar : Edits
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    protected override uint Percent => 80;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from type in Nodes<IdentifierNameSyntax>(compilation)
        where type.IsVar && type.Parent is not ParameterSyntax
            && type.Parent is not DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax } and not VarPatternSyntax
        let meant = compilation.GetSemanticModel(type.SyntaxTree).GetTypeInfo(type).Type
        where meant is { IsAnonymousType: false, TypeKind: not TypeKind.Error } && !meant.ToDisplayString().Contains('<', StringComparison.Ordinal)
        select Edit.Replace(type.SyntaxTree, type.Span, meant.ToDisplayString(Format));
}

/// <summary><c>new(…)</c> says of which type.</summary>
internal sealed class TypesForNew : Edits
{
    protected override uint Percent => 80;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) =>
        from creation in Nodes<ImplicitObjectCreationExpressionSyntax>(compilation)
        let type = compilation.GetSemanticModel(creation.SyntaxTree).GetTypeInfo(creation).Type
        where type is { IsTupleType: false, TypeKind: not TypeKind.Error }
        select Edit.Replace(creation.SyntaxTree, creation.NewKeyword.Span, $"new {type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}");
}

/// <summary>Names of types are written with their namespaces, as if there were no <c>using</c>.</summary>
internal sealed class NamesQualified : Edits
{
    protected override uint Percent => 80;

    protected override IEnumerable<Edit> In(CSharpCompilation compilation, PCG random) => TypeNames.In(compilation)
        .Select(name => Edit.Insert(name.Syntax.SyntaxTree, name.Syntax.SpanStart, $"global::{NamespaceOf(name.Type)}"));

    private static string NamespaceOf(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".";
}

/// <summary>Types get other names by <c>global using</c> in a file of its own.</summary>
internal sealed class TypesAliased : Transformation
{
    /// <summary>
    /// An exception: whether a file is worth a look at all is told by these names, which stand in nearly every file that a rule has anything to say of.
    /// To look for a <c>using</c> that gives one of them another name would cost every file of every build; <c>using Socket = System.Net.Sockets.Socket</c>,
    /// which is what people write, is none.
    /// </summary>
    private static readonly HashSet<string> WordsOfTheTextGate = ["Socket", "TcpClient", "TcpListener", "ServicePoint", "EndPoint", "IPEndPoint"];

    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices)
    {
        var aliases = TypeNames.In(compilation)
            .Where(name => !name.Type.IsGenericType && name.Type.DeclaredAccessibility == Accessibility.Public && !name.Type.IsStatic && !WordsOfTheTextGate.Contains(name.Type.Name))
            .ToLookup<(SimpleNameSyntax Syntax, INamedTypeSymbol Type), INamedTypeSymbol>(name => name.Type, SymbolEqualityComparer.Default)
            .Where(_ => choices.Take(50))
            .Select((names, index) => (Alias: $"Alias{index}", names))
            .ToList();
        if (aliases.Count == 0)
        {
            return null;
        }

        var changes = aliases.SelectMany(alias => alias.names.Select(name => (Change: new Microsoft.CodeAnalysis.Text.TextChange(name.Syntax.Span, alias.Alias), name.Syntax.SyntaxTree.FilePath)))
            .ToLookup(change => change.FilePath, change => change.Change);
        var declarations = string.Concat(aliases.Select(alias =>
            string.Create(CultureInfo.InvariantCulture, $"global using {alias.Alias} = {alias.names.Key.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)};\n")));
        return program with { Files = [.. program.Files.Select(file => file.With(changes[file.Path])), TracedFile.New("Aliases.cs", declarations)] };
    }
}

/// <summary>Where the types of namespaces are named without them.</summary>
internal static class TypeNames
{
    public static IEnumerable<(SimpleNameSyntax Syntax, INamedTypeSymbol Type)> In(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        where name is { IsVar: false, IsNint: false, IsNuint: false }
            && name.Parent is not (QualifiedNameSyntax or AliasQualifiedNameSyntax or AttributeSyntax or NameEqualsSyntax or NameColonSyntax or UsingDirectiveSyntax or BaseNamespaceDeclarationSyntax)
            && (name.Parent is not MemberAccessExpressionSyntax access || access.Expression == name)
            && !name.Ancestors().Any(node => node is UsingDirectiveSyntax)
        where model.GetAliasInfo(name) is null
        let type = model.GetSymbolInfo(name).Symbol as INamedTypeSymbol
        where type is { ContainingType: null, TypeKind: not TypeKind.Error, IsTupleType: false } && type.Name == name.Identifier.Text
        select (name, type.OriginalDefinition);
}
