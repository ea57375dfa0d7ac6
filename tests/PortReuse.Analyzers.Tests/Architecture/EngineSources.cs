using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.Tests.Architecture;

/// <summary>The sources of the analyzers, or some that take their place, and which names in them mean what.</summary>
internal sealed class EngineSources
{
    public const string Namespace = "PortReuse.Analyzers";

    private const string Project = "src/PortReuse.Analyzers";

    /// <summary>What the project has besides its files.</summary>
    private const string Generated =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        namespace PortReuse.Analyzers.Rules { internal static class RepositoryAddress { public const string Value = ""; } }
        """;

    private readonly Lazy<CSharpCompilation> _compilation;
    private readonly Lazy<IReadOnlyList<Use>> _uses;

    /// <param name="files">Each with its path in the project.</param>
    public EngineSources(IEnumerable<(string Path, string Text)> files)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse);
        Files = [.. files.Select(file => (CSharpSyntaxTree)CSharpSyntaxTree.ParseText(file.Text, options, file.Path))];
        _compilation = new(() => CSharpCompilation.Create(
            Namespace,
            [.. Files, CSharpSyntaxTree.ParseText(Generated, options, "Rules/Generated.cs")],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)));
        _uses = new(() => [.. FindUses()]);
    }

    public static EngineSources OfRepository { get; } = new(
        from path in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, Project), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Path.Combine(RepositoryFolder.Root, Project), path).Replace('\\', '/')
        where name.Split('/') is not ["bin" or "obj", ..]
        orderby name
        select (name, File.ReadAllText(path)));

    public IReadOnlyList<CSharpSyntaxTree> Files { get; }

    public CSharpCompilation Compilation => _compilation.Value;

    /// <summary>The folder in the project; empty for a file that is in none.</summary>
    public static string FolderOf(string path) => Path.GetDirectoryName(path)!.Replace('\\', '/');

    /// <summary>
    /// The names of types and of extension methods of the project in each file, and what they mean. Who has an object without a word of its
    /// type has it from somebody who names it, and whose code he names; comments count, for one who reads them looks there.
    /// </summary>
    public IReadOnlyList<Use> Uses => _uses.Value;

    private IEnumerable<Use> FindUses()
    {
        var names = Files.SelectMany(file => file.GetRoot().DescendantNodes()).Select(NameOf).OfType<string>().ToHashSet();
        return from file in Files
               let model = Compilation.GetSemanticModel(file)
               from name in file.GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<SimpleNameSyntax>()
               where names.Contains(name.Identifier.ValueText)
               select new Use(file.FilePath, name, model.GetSymbolInfo(name).Symbol);
    }

    private static string? NameOf(SyntaxNode declaration) => declaration switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax made => made.Identifier.ValueText,
        MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: var modifiers }, ..] } method
            when modifiers.Any(SyntaxKind.ThisKeyword) => method.Identifier.ValueText,
        _ => null,
    };
}

/// <summary>A name in a file, and what it means: null where that is nothing.</summary>
internal sealed record Use(string File, SimpleNameSyntax Name, ISymbol? Meaning)
{
    /// <summary>The other files that declare what it means.</summary>
    public IEnumerable<string> Declared =>
        (((Meaning as IMethodSymbol)?.ReducedFrom ?? Meaning?.OriginalDefinition)?.DeclaringSyntaxReferences ?? [])
        .Select(part => part.SyntaxTree.FilePath)
        .Where(path => path != File);
}
