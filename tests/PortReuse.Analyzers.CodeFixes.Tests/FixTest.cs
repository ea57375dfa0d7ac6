using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>The fixes of PORT0001 and PORT0002; a test of another fix makes its own <see cref="FixTest{TFix}"/>.</summary>
internal static class FixTest
{
    /// <summary>The fix that sets the option; what it writes needs no companion.</summary>
    public static FixTest<PORT0001AndPORT0002CodeFix> SetOption(string source, string fixedSource) =>
        new(source, fixedSource, PORT0001AndPORT0002CodeFix.SetOptionKey);

    /// <summary>The fix that sets the option, in a project that references the companion.</summary>
    public static FixTest<PORT0001AndPORT0002CodeFix> CallCompanion(string source, string fixedSource) =>
        SetOption(source, fixedSource).WithCompanion();

    /// <summary>The same, for the statements of a method.</summary>
    public static Task InMethod(string statements, string repaired) =>
        CallCompanion(Code.Method(statements), Code.Method(repaired).Importing()).RunAsync();

    public static FixTest<PORT0001AndPORT0002CodeFix> RemoveBind(string source, string fixedSource) =>
        new(source, fixedSource, PORT0001AndPORT0002CodeFix.RemoveBindKey);

    /// <summary>Nothing changes, because that fix is not offered.</summary>
    public static FixTest<PORT0001AndPORT0002CodeFix> NotOffered(
        string source, string equivalenceKey = PORT0001AndPORT0002CodeFix.SetOptionKey) =>
        new(source, source, equivalenceKey);
}

/// <summary>
/// Runs a fix one diagnostic at a time, and then by Fix All for the document, in the long form for the project and the solution too; each
/// way must end with the same code, and that code must be free of diagnostics and compiler warnings, but for those that are marked in it.
/// </summary>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<SocketAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private LanguageVersion _languageVersion = LanguageVersion.CSharp12;

    /// <param name="source">The code, with the diagnostics marked.</param>
    /// <param name="fixedSource">The code afterwards, with those marked that stay.</param>
    /// <param name="equivalenceKey">Which of the fixes; null where there is but one.</param>
    public FixTest(string source, string fixedSource, string? equivalenceKey = null)
    {
        ReferenceAssemblies = new ReferenceAssemblies("net8.0");
        TestState.AdditionalReferences.AddRange(Net80.References.All);

        if (!LongForm.IsAskedFor)
        {
            TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
            CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInProjectCheck | CodeFixTestBehaviors.SkipFixAllInSolutionCheck;
        }

        CompilerDiagnostics = CompilerDiagnostics.Warnings;
        CodeActionEquivalenceKey = equivalenceKey;
        TestCode = source;
        FixedCode = fixedSource;
        FixedState.MarkupHandling = MarkupMode.Allow;
    }

    public FixTest<TFix> In(LanguageVersion version)
    {
        _languageVersion = version;

        return this;
    }

    public FixTest<TFix> For(ReferenceAssemblies framework)
    {
        TestState.AdditionalReferences.Clear();
        ReferenceAssemblies = framework;

        return this;
    }

    /// <summary>The sources are statements at the top of a program.</summary>
    public FixTest<TFix> AsProgram()
    {
        TestState.OutputKind = OutputKind.ConsoleApplication;

        return this;
    }

    public FixTest<TFix> WithFile(string name, string source, string? fixedSource = null)
    {
        TestState.Sources.Add((name, source));
        FixedState.Sources.Add((name, fixedSource ?? source));

        return this;
    }

    /// <summary>A second project, that references the companion.</summary>
    public FixTest<TFix> WithProject(string name, string source, string fixedSource)
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

    public FixTest<TFix> WithEditorConfig(string content)
    {
        TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[*.cs]\n{content}\n"));

        return this;
    }

    /// <summary>The companion is referenced.</summary>
    public FixTest<TFix> WithCompanion()
    {
        TestState.AdditionalReferences.Add(Companion.Reference);

        return this;
    }

    protected override ParseOptions CreateParseOptions() =>
        ((CSharpParseOptions)base.CreateParseOptions()).WithLanguageVersion(_languageVersion);

    protected override CompilationOptions CreateCompilationOptions() =>
        ((CSharpCompilationOptions)base.CreateCompilationOptions())
            .WithNullableContextOptions(_languageVersion >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable
                : NullableContextOptions.Disable);
}
