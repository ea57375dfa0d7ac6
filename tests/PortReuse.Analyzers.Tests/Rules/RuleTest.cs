using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>
/// Runs all rules over a source whose expected findings are marked as <c>{|PORT0001:socket.Bind(…)|}</c>. A source without
/// a mark must be silent.
/// </summary>
internal sealed class RuleTest : CSharpAnalyzerTest<SocketAnalyzer, DefaultVerifier>
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;
        using System.Runtime.Versioning;
        using System.Threading;
        using System.Threading.Tasks;
        #pragma warning disable SYSLIB0014 // ServicePoint is obsolete, and still in use.

        """;

    private readonly string _source;

    private RuleTest(string source)
    {
        _source = source;
        TestCode = source;
        ReferenceAssemblies = new ReferenceAssemblies("net8.0");
        TestState.AdditionalReferences.AddRange(Net80.References.All);

        // A raw number without a guard, or a host name to connect to, is scenery where no mark speaks of it.
        DisabledDiagnostics.AddRange(new[] { PORT0004.Id, PORT0007.Id }.Where(id => !source.Contains(id, StringComparison.Ordinal)));

        // That generated code and what a pragma names are left alone is a matter of the analyzer as a whole, and costs two runs more.
        if (!LongForm.IsAskedFor)
        {
            TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck | TestBehaviors.SkipSuppressionCheck;
        }

        // A mark stands for the place; the messages have tests of their own.
        MarkupOptions = MarkupOptions.UseFirstDescriptor;
        SolutionTransforms.Add((solution, project) => solution.WithProjectParseOptions(
            project, new CSharpParseOptions(LanguageVersion.Preview)));
    }

    /// <summary>A failure tells what the engine saw, which is all that a rule can go by.</summary>
    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        try
        {
            await base.RunImplAsync(cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            var source = _source.StartsWith(Usings, StringComparison.Ordinal) ? _source[Usings.Length..] : _source;
            Assert.Fail($"{e.Message}\n{source}\n{WhatWasSeen.In(_source)}");
        }
    }

    /// <summary>Statements with <c>ip</c>, <c>remote</c>, <c>port</c> and <c>flag</c> to use.</summary>
    public static Task Statements(string statements) => Members(
        $$"""
        async Task M(IPAddress ip, IPEndPoint remote, int port, bool flag)
        {
            await Task.Yield();
            {{statements}}
        }
        """);

    public static Task Members(string members) => Source($"class C\n{{\n{members}\n}}\n");

    public static Task Source(string source) => new RuleTest(Usings + source).RunAsync();

    /// <summary>As <see cref="Source"/>, with an <c>.editorconfig</c> of these lines for the files of the section.</summary>
    public static Task SourceWithOptions(string source, string lines, string section = "*.cs")
    {
        var test = new RuleTest(Usings + source);
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", $"root = true\n[{section}]\n{lines}\n"));
        return test.RunAsync();
    }

    /// <summary>A source that brings its own using directives.</summary>
    public static Task Plain(string source) => new RuleTest(source).RunAsync();

    /// <summary>Top-level statements.</summary>
    public static Task Program(string statements) =>
        new RuleTest(Usings + statements) { TestState = { OutputKind = OutputKind.ConsoleApplication } }.RunAsync();

    /// <summary>As <see cref="Source"/>, for .NET Framework, where a Windows cure is told of.</summary>
    public static Task SourceForNetFramework(string source, params DiagnosticResult[] expected)
    {
        var test = new RuleTest(source) { ReferenceAssemblies = ReferenceAssemblies.NetFramework.Net472.Default };
        test.TestState.AdditionalReferences.Clear();
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>The findings in a source, to look at their messages and related places.</summary>
    /// <param name="source">The source, without the usual using directives.</param>
    /// <param name="id">The one rule that is asked about; all, where it is null.</param>
    public static async Task<IReadOnlyList<Diagnostic>> Findings(string source, string? id = null)
    {
        var compilation = CSharpCompilation.Create(
            "Test", [CSharpSyntaxTree.ParseText(Usings + source)], Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var findings = await compilation.WithAnalyzers([new SocketAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. findings.Where(finding => id is null || finding.Id == id).OrderBy(finding => finding.Location.SourceSpan.Start)];
    }

    /// <summary>The code that a place of a finding is about.</summary>
    public static string CodeAt(Location place) => place.SourceTree!.GetText().ToString(place.SourceSpan);
}
