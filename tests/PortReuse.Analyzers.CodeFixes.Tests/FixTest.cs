using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>
/// Runs a fix one diagnostic at a time, and then by Fix All for the document, the project and the solution; each way must end
/// with the same code, and that code must be free of diagnostics and compiler warnings.
/// </summary>
internal sealed class FixTest : CSharpCodeFixTest<SocketAnalyzer, PORT0001AndPORT0002CodeFix, DefaultVerifier>
{
    private LanguageVersion _languageVersion = LanguageVersion.CSharp12;
    private bool _flagsEveryBind;

    private FixTest(string source, string fixedSource, string equivalenceKey)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net8.0");
        TestState.AdditionalReferences.AddRange(Net80.References.All);

        CompilerDiagnostics = CompilerDiagnostics.Warnings;
        CodeActionEquivalenceKey = equivalenceKey;
        TestCode = source;
        FixedCode = fixedSource;
    }

    /// <summary>The fix that sets the option; what it writes needs no companion.</summary>
    public static FixTest SetOption(string source, string fixedSource) => new(source, fixedSource, PORT0001AndPORT0002CodeFix.SetOptionKey);

    /// <summary>The fix that sets the option, in a project that references the companion.</summary>
    public static FixTest CallCompanion(string source, string fixedSource) => SetOption(source, fixedSource).With(Companion.Reference);

    public static FixTest RemoveBind(string source, string fixedSource) => new(source, fixedSource, PORT0001AndPORT0002CodeFix.RemoveBindKey);

    /// <summary>Nothing changes, because that fix is not offered.</summary>
    public static FixTest NotOffered(string source, string equivalenceKey = PORT0001AndPORT0002CodeFix.SetOptionKey) => new(source, source, equivalenceKey);

    /// <summary>Diagnoses every bind, not only those that <see cref="SocketAnalyzer"/> can follow to a connect.</summary>
    public FixTest AtEveryBind()
    {
        _flagsEveryBind = true;

        return this;
    }

    public FixTest In(LanguageVersion version)
    {
        _languageVersion = version;

        return this;
    }

    public FixTest With(MetadataReference reference)
    {
        TestState.AdditionalReferences.Add(reference);

        return this;
    }

    public FixTest For(ReferenceAssemblies framework)
    {
        TestState.AdditionalReferences.Clear();
        ReferenceAssemblies = framework;

        return this;
    }

    /// <summary>The sources are statements at the top of a program.</summary>
    public FixTest AsProgram()
    {
        TestState.OutputKind = OutputKind.ConsoleApplication;

        return this;
    }

    public FixTest WithFile(string name, string source, string? fixedSource = null)
    {
        TestState.Sources.Add((name, source));
        FixedState.Sources.Add((name, fixedSource ?? source));

        return this;
    }

    /// <summary>A second project, that references the companion.</summary>
    public FixTest WithProject(string name, string source, string fixedSource)
    {
        foreach (var (state, text) in new[] { (TestState, source), (FixedState, fixedSource) })
        {
            var project = state.AdditionalProjects[name];
            project.Sources.Add(text);
            project.AdditionalReferences.AddRange(Net80.References.All);
            project.AdditionalReferences.Add(Companion.Reference);
        }

        return this;
    }

    public FixTest WithEditorConfig(string content)
    {
        TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{content}\n"));

        return this;
    }

    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers()
        => _flagsEveryBind ? [new EveryBindAnalyzer()] : base.GetDiagnosticAnalyzers();

    protected override ParseOptions CreateParseOptions() => ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(_languageVersion);

    protected override CompilationOptions CreateCompilationOptions()
        => ((CSharpCompilationOptions)base.CreateCompilationOptions())
            .WithNullableContextOptions(_languageVersion >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable);
}
