using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PortReuse.Analyzers.SocketFlow.Walk;

namespace PortReuse.Analyzers.Tests.SocketFlow;

public class LoopsTests
{
    [Theory]
    [InlineData("if (n > 0) n--; else n++;", false)]
    [InlineData("while (n > 0) n--; n = 1;", true)]
    [InlineData("for (;;) { }", true)]
    [InlineData("again: goto again;", true)]
    [InlineData("while (n > 0) n--; n = 1; if (n > 2) n = 3; do n--; while (n > 0);", true)]
    [InlineData("foreach (var x in new[] { 1 }) { if (x > 0) { if (x > 1) break; continue; } for (var i = 0; i < n; i++) { while (n > i) { if (n > 9) return; n--; } } }", true)]
    [InlineData("first: if (n > 0) goto third; n++; second: if (n > 1) goto first; n++; third: if (n > 2) goto second; n++;", true)]
    [InlineData("switch (n) { case 1: goto case 2; case 2: n++; break; default: goto case 1; }", false)]
    [InlineData("try { n--; } catch { n++; } finally { n++; }", false)]
    [InlineData("while (true) { try { n--; break; } catch { n++; } }", true)]
    [InlineData("while (true) { n++; try { n--; break; } catch (System.Exception e) when (e.Message == null) { n++; } }", true)]
    [InlineData("while (true) { n++; try { if (n > 3) break; n--; } finally { n++; } }", true)]
    [InlineData("while (true) { n++; try { try { n--; return; } finally { n++; } } catch { n--; } }", true)]
    [InlineData("while (n > 0) { n++; try { try { n--; return; } finally { n++; } } finally { n--; } }", false)]
    public void Are_the_blocks_that_lead_back_to_themselves(string statements, bool areThereAny)
    {
        var graph = GraphOf(statements);
        var loops = Loops.In(graph.Blocks);
        Assert.Equal(graph.Blocks.Select(block => LeadsBack(block, graph.Blocks)), loops);
        Assert.Equal(areThereAny, loops.Contains(true));
    }

    /// <summary>The definition itself, block by block.</summary>
    private static bool LeadsBack(BasicBlock block, ImmutableArray<BasicBlock> blocks)
    {
        var seen = new HashSet<BasicBlock>();
        var pending = new Stack<BasicBlock>([block]);
        while (pending.TryPop(out var current))
        {
            foreach (var next in NextOf(current, blocks))
            {
                if (seen.Add(next))
                {
                    pending.Push(next);
                }
            }
        }

        return seen.Contains(block);
    }

    /// <summary>Any operation in a <c>try</c> may throw to each handler; the end of a <c>finally</c> leads to where any branch through it does.</summary>
    private static IEnumerable<BasicBlock> NextOf(BasicBlock block, ImmutableArray<BasicBlock> blocks)
    {
        foreach (var branch in blocks.SelectMany(from => new[] { from.FallThroughSuccessor, from.ConditionalSuccessor }))
        {
            if (branch?.Destination is not { } destination)
                continue;
            List<int> way = [branch.Source.Ordinal];
            foreach (var region in branch.FinallyRegions)
                way.AddRange([region.FirstBlockOrdinal, region.LastBlockOrdinal]);
            way.Add(destination.Ordinal);
            for (var i = 0; i < way.Count; i += 2)
            {
                if (way[i] == block.Ordinal)
                    yield return blocks[way[i + 1]];
            }
        }

        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                foreach (var handler in region.EnclosingRegion!.NestedRegions.Where(handler => handler.Kind != ControlFlowRegionKind.Try))
                    yield return blocks[handler.FirstBlockOrdinal];
            }
        }
    }

    private static ControlFlowGraph GraphOf(string statements)
    {
        var tree = CSharpSyntaxTree.ParseText($"class C {{ void M(int n) {{ {statements} }} }}");
        var compilation = CSharpCompilation.Create("Test", [tree], Net80.References.All, new(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var method = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single();
        return ControlFlowGraph.Create(method, compilation.GetSemanticModel(tree))!;
    }
}
