using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PortReuse.Analyzers.SocketFlow.Analysis;
using PortReuse.Analyzers.SocketFlow.Code;
using PortReuse.Analyzers.SocketFlow.Histories;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Sources;
using PortReuse.Analyzers.Tests.Corpus;

namespace PortReuse.Analyzers.Tests.SocketFlow;

/// <summary>
/// A path that goes on in the program goes on in the engine: each <c>Bind</c> that the control flow graph reaches is an event of some
/// socket. Also after code of every kind by which an engine may lose its way.
/// </summary>
public class ReachedBindTests
{
    /// <summary>
    /// Statements after which the program goes on, whatever is in them; <c>#</c> makes their names differ from those of others.
    /// </summary>
    private static readonly string[] Preludes =
    [
        "System.Func<bool> none# = null; var some# = none# ?? new System.Func<bool>(() => true);",
        "System.Func<bool> none# = null; var some# = none# ?? (() => true); some#();",
        "System.Func<bool> none# = null; System.Func<bool> some# = none# ?? Always#; some#(); static bool Always#() => true;",
        "object none# = null; none# ??= new object(); none#?.ToString();",
        "string none# = null; _ = none#?.Length ?? 0; _ = none# is { Length: > 0 };",
        "int? none# = null; var some# = none# ?? default(int); none# ??= 1;",
        "foreach (var each# in System.Array.Empty<int>()) { if (each# > 0) break; else continue; }",
        "for (var i# = 0; i# < 3; i#++) { if (i# == 1) continue; }",
        "do { } while (System.Environment.TickCount < 0);",
        "var left# = 3; while (true) { if (left#-- == 0) break; }",
        "goto next#; next#: ;",
        "switch (System.Environment.TickCount) { case 1: break; case > 5 when System.Environment.Is64BitProcess: break; default: break; }",
        "var chosen# = System.Environment.TickCount switch { 0 => \"a\", > 5 => \"b\", _ => null };",
        "try { System.Console.WriteLine(); } finally { System.Console.WriteLine(); }",
        "try { throw new System.InvalidOperationException(); } catch (System.InvalidOperationException) { }",
        "try { System.Console.WriteLine(); } catch (System.Exception e#) when (e#.Message.Length > 0) { } catch { }",
        "try { try { throw new System.Exception(); } finally { System.Console.WriteLine(); } } catch (System.Exception) { }",
        "using (System.IO.Stream none# = null) { }",
        "using (var text# = new System.IO.StringReader(\"\")) { text#.Read(); }",
        "lock (new object()) { System.Console.WriteLine(); }",
        "System.Action act# = () => throw new System.Exception(); act# = () => { }; act#();",
        "System.Action act# = null; act#?.Invoke(); act# += () => { };",
        "void Local#() { if (System.Environment.TickCount > 0) return; throw new System.Exception(); } Local#();",
        "_ = bool.TryParse(\"\", out var is#) && is# || !is#;",
        "var (first#, second#) = (1, 2); (first#, second#) = (second#, first#);",
        "var given# = System.Environment.TickCount > 0 ? throw new System.Exception() : 1;",
        "checked { var sum# = int.MaxValue - 1; sum#++; }",
        "var list# = new System.Collections.Generic.List<int> { 1, 2 }; list#[0] += 1; list#.ForEach(_ => { });",
        "System.Diagnostics.Debug.Assert(System.Environment.TickCount != 0);",
        "static int Down#(int n) => n == 0 ? 0 : Down#(n - 1); Down#(3);",
        "const bool never# = false; if (never#) { return##; }",
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Preludes.Length)];

    private static IEnumerable<string> Files =>
        CorpusFile.Readable(CorpusFile.NamesIn("MustFire").Concat(CorpusFile.NamesIn("MustNotFire")));

    /// <summary>In how many files a prelude is tried.</summary>
    private static int MostFiles => LongForm.IsAskedFor ? 4 : 1;

    /// <summary>Where nothing branches, there is nothing that an engine might know better than the graph.</summary>
    [Fact]
    public async Task Each_bind_of_a_method_without_a_branch_is_seen()
    {
        var (seen, lost) = (0, new List<string>());
        foreach (var name in Files)
        {
            var program = await Program.Of(name, CorpusFile.TextOf(name));
            foreach (var bind in program.Binds.Where(bind => !bind.IsBehindBranch && bind.IsWorthALook && !IsOfDatagrams(bind)))
            {
                if (bind.IsSeen)
                {
                    seen++;
                }
                else
                {
                    lost.Add($"{name}:{bind.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {bind.Syntax}");
                }
            }
        }

        Assert.InRange(seen, 200, int.MaxValue);
        Assert.True(lost.Count == 0, string.Join('\n', lost));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_bind_is_still_seen_after_statements_that_end(int number)
    {
        var (tried, lost) = (0, new List<string>());
        var names = Files.ToList();
        foreach (var name in names.Skip(3 * number).Concat(names.Take(3 * number)))
        {
            if (tried == MostFiles)
            {
                break;
            }

            var text = CorpusFile.TextOf(name);
            var program = await Program.Of(name, WithPrelude(text, Preludes[number]));
            if (program.HasErrors)
            {
                continue; // An iterator of refs or a static function, say, where the statements may not stand.
            }

            // In the order of the text the binds are the same.
            var before = (await Program.Of(name, text)).Binds;
            Assert.Equal(before.Count, program.Binds.Count);
            lost.AddRange(
                from pair in before.Zip(program.Binds)
                where pair.First.IsSeen && !pair.Second.IsSeen
                select $"{name}:{pair.First.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {pair.First.Syntax}");
            tried += before.Any(bind => bind.IsSeen) ? 1 : 0;
        }

        Assert.Equal(MostFiles, tried);
        Assert.True(lost.Count == 0, $"{Preludes[number]}\n{string.Join('\n', lost)}");
    }

    private static bool IsOfDatagrams(ReachedBind bind) =>
        bind.Syntax.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>()!.ToString().Contains("SocketType.Dgram", StringComparison.Ordinal);

    /// <summary>The statements stand at the beginning of each method that has a block.</summary>
    private static string WithPrelude(string text, string prelude)
    {
        var root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        var written = new StringBuilder(text);
        var number = 0;
        foreach (var method in root.DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            .Where(method => method.Body is not null).Reverse())
        {
            number++;
            var isVoid = method is not MethodDeclarationSyntax { ReturnType: var type }
                || type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
            written.Insert(
                method.Body!.OpenBraceToken.Span.End,
                " " + prelude.Replace("return##", isVoid ? "return" : "throw new System.Exception()").Replace("#", $"{number}__") + " ");
        }

        return written.ToString();
    }

    /// <summary>A bind that the graph of its method reaches.</summary>
    /// <param name="Syntax">The call.</param>
    /// <param name="IsSeen">It is an event of some socket.</param>
    /// <param name="IsBehindBranch">Its method has a condition.</param>
    /// <param name="IsWorthALook">Its type is analyzed, as one with datagram sockets alone is not.</param>
    private sealed record ReachedBind(SyntaxNode Syntax, bool IsSeen, bool IsBehindBranch, bool IsWorthALook);

    private sealed record Program(bool HasErrors, IReadOnlyList<ReachedBind> Binds)
    {
        public static async Task<Program> Of(string name, string text)
        {
            var compilation = await CorpusFile.Parse(name, text).Compile();
            if (compilation.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
            {
                return new(true, []);
            }

            var model = compilation.GetSemanticModel(compilation.SyntaxTrees.Single());
            var sources = new SocketSources(compilation, followsReferences: false);
            var scope = CompilationScope.Of(compilation, sources)!;
            var types = TypeDeclarations.In(model, (_, _) => true, CancellationToken.None).ToList();
            var seen = (
                from type in types
                from history in SocketFlowAnalysis.Of(type, scope, CancellationToken.None).Histories
                from socketEvent in history.Events
                where socketEvent.Kind == SocketEventKind.Bound
                select socketEvent.Operation.Syntax).ToHashSet();
            var looked = types.Where(type => SocketWords.AreIn(type, scope, CancellationToken.None))
                .ToHashSet<ISymbol>(SymbolEqualityComparer.Default);
            return new(false, [.. In(model, seen, looked).OrderBy(bind => bind.Syntax.SpanStart)]);
        }

        private static IEnumerable<ReachedBind> In(SemanticModel model, HashSet<SyntaxNode> seen, HashSet<ISymbol> looked) =>
            from member in model.SyntaxTree.GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
            let graph = GraphOf(model, member)
            where graph is not null
            let hasBranch = graph.Blocks.Any(block => block.ConditionalSuccessor is not null)
            from block in graph.Blocks
            where block.IsReachable
            from operation in block.Operations.Append(block.BranchValue).OfType<IOperation>()
            from call in operation.DescendantsAndSelf().OfType<IInvocationOperation>()
            where call.TargetMethod is { Name: "Bind", ContainingType: { Name: "Socket", ContainingNamespace.Name: "Sockets" } }
                && call.Instance?.Type is INamedTypeSymbol // Of a socket that is a type parameter nothing is said.
            select new ReachedBind(call.Syntax, seen.Contains(call.Syntax), hasBranch, looked
                .Contains(model.GetDeclaredSymbol(member)!.ContainingType));

        private static ControlFlowGraph? GraphOf(SemanticModel model, BaseMethodDeclarationSyntax member) =>
            model.GetOperation(member) switch
        {
            IMethodBodyOperation body => ControlFlowGraph.Create(body),
            IConstructorBodyOperation body => ControlFlowGraph.Create(body),
            _ => null,
        };
    }
}
