using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Rulebook;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>
/// A new rule, begun in a copy of the sources: it compiles, its tests run, and each is red for want of the rule and of nothing else.
/// </summary>
public sealed class NewRuleTests : IDisposable
{
    private const string Title = "Something that goes wrong";
    private const string RulesTests = "tests/PortReuse.Analyzers.Tests/Rules";
    private const string EngineTests = "tests/PortReuse.Analyzers.Tests/SocketFlow";

    private const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portreuse-new-rule-");
    private readonly AssemblyLoadContext _context = new("New rule", isCollectible: true);

    public void Dispose()
    {
        _context.Unload();
        _folder.Delete(recursive: true);
    }

    [LongFact]
    public async Task Everything_of_it_compiles_and_the_tests_wait_for_the_rule()
    {
        var id = $"PORT{Rule.All.Count + 1:0000}";
        Copy("src/PortReuse.Analyzers");
        Copy(RulesTests);
        Copy(EngineTests);
        Copy("tests/TestSupport");
        var written = NewRule.Write(_folder.FullName, Title);
        Assert.Equal(
            [
                $"src/PortReuse.Analyzers/Rules/{id}.cs", $"src/PortReuse.Analyzers/docs/{id}.md", $"{RulesTests}/{id}Tests.cs", $"tests/PortReuse.Tests/Proofs/{id}Proofs.cs",
                "src/PortReuse.Analyzers/SocketAnalyzer.cs", "src/PortReuse.Analyzers/AnalyzerReleases.Unshipped.md",
            ],
            written);
        Assert.EndsWith($"\n{id} | Reliability | Warning | {Title}\n", Read("src/PortReuse.Analyzers/AnalyzerReleases.Unshipped.md"),
            StringComparison.Ordinal);

        // The analyzers, with the new rule among them.
        var analyzers = Compile(
            "PortReuse.Analyzers",
            Sources("src/PortReuse.Analyzers").Append(
                """
                [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("PortReuse.Analyzers.Tests")]
                namespace PortReuse.Analyzers.Rules { internal static class RepositoryAddress { public const string Value = ""; } }
                """),
            []);
        var analyzer = (DiagnosticAnalyzer)Activator.CreateInstance(Load(analyzers).GetType("PortReuse.Analyzers.SocketAnalyzer")!)!;
        Assert.Equal(Title, analyzer.SupportedDiagnostics.Single(rule => rule.Id == id).Title
            .ToString(System.Globalization.CultureInfo.InvariantCulture));

        // Its tests: the one that wants a finding is red, for there is none; the one that wants silence is green.
        var tests = Compile(
            "PortReuse.Analyzers.Tests",
            [
                Read($"{RulesTests}/RuleTest.cs"), Read($"{RulesTests}/WhatWasSeen.cs"), Read($"{EngineTests}/Histories.cs"),
                Read($"{RulesTests}/{id}Tests.cs"), "global using PortReuse.TestSupport; global using Xunit;",
            ],
            [analyzers.ToMetadataReference()]);
        var type = Load(tests).GetType($"PortReuse.Analyzers.Tests.Rules.{id}Tests")!;
        var red = await Record.ExceptionAsync(() => Run(type, "Flags_the_mistake"));
        Assert.NotNull(red);
        Assert.Contains("Mismatch between number of diagnostics returned, expected \"1\" actual \"0\"", red.Message,
            StringComparison.Ordinal);
        await Run(type, "Is_silent_on_look_alikes");

        // Whatever it says by now is still to be written.
        Assert.All(NewRule.FilesOf(id), path => Assert
            .Contains(LeftToDo.In(_folder.FullName, id), line => line.StartsWith($"{path}:", StringComparison.Ordinal)));

        // Its page has every section, and says of a bad sample what is not so yet.
        var page = new Page(id, Read($"src/PortReuse.Analyzers/docs/{id}.md"));
        Assert.Equal(Page.Sections, page.Headings);
        Assert.Contains($"// {id}", page.Samples("Bad").Single(), StringComparison.Ordinal);

        // Its proof compiles; what it needs has partial methods that a generator completes in a build.
        var proof = Compile("Proof", Sources("tests/TestSupport").Concat(Sources("tests/PortReuse.Tests")).Append(
            "global using PortReuse.TestSupport.Kernel; global using PortReuse.TestSupport.Requirements; global using PortReuse.TestSupport.Sockets; global using Xunit;"), [], onlyErrorsIn: $"{id}Proofs");
        Assert.NotNull(proof);
    }

    [Theory]
    [InlineData("")]
    [InlineData("It ends.")]
    [InlineData("It \"quotes\"")]
    public void A_title_that_would_not_compile_is_refused(string title)
    {
        Assert.Throws<ArgumentException>(() => NewRule.Write(_folder.FullName, title));
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    private static Task Run(Type type, string test)
    {
        var method = type.GetMethod(test)!;
        var arguments = method.GetCustomAttribute<InlineDataAttribute>()!.GetData(method).Single();
        return (Task)method.Invoke(Activator.CreateInstance(type), BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    private static CSharpCompilation Compile(
        string name, IEnumerable<string> sources, IEnumerable<MetadataReference> references, string? onlyErrorsIn = null)
    {
        var ours = references.ToList();
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("PortReuse.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            name,
            sources.Prepend(Usings).Select(source => CSharpSyntaxTree.ParseText(source, new(LanguageVersion.Preview))),
            [.. platform, .. ours],
            new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error
            && (onlyErrorsIn is null || diagnostic.Location.SourceTree?.ToString()
                .Contains(onlyErrorsIn, StringComparison.Ordinal) == true));
        Assert.Empty(errors);
        return compilation;
    }

    private Assembly Load(Compilation compilation)
    {
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return _context.LoadFromStream(image);
    }

    private void Copy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root, folder), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(RepositoryFolder.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(_folder.FullName, folder), "*.cs", SearchOption.AllDirectories).Order()
            .Select(File.ReadAllText);

    private string Read(string path) => File.ReadAllText(Path.Combine(_folder.FullName, path));
}
