using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PortReuse.Analyzers.Tests.Invariance.Transformations;

/// <summary>Types get other names by <c>global using</c> in a file of its own.</summary>
internal sealed class TypesAliased : Transformation
{
    /// <summary>
    /// An exception: whether a file is worth a look at all is told by these names, which stand in nearly every file that a rule has
    /// anything to say of. To look for a <c>using</c> that gives one of them another name would cost every file of every build; <c>using
    /// Socket = System.Net.Sockets.Socket</c>, which is what people write, is none.
    /// </summary>
    private static readonly HashSet<string> WordsOfTheTextGate = ["Socket", "TcpClient", "TcpListener", "ServicePoint", "EndPoint", "IPEndPoint"];

    public override TracedProgram? Apply(TracedProgram program, CSharpCompilation compilation, Choices choices)
    {
        var aliases = TypeNames.In(compilation)
            .Where(name => !name.Type.IsGenericType && name.Type.DeclaredAccessibility == Accessibility.Public && !name.Type.IsStatic
            && !WordsOfTheTextGate.Contains(name.Type.Name))
            .ToLookup<(SimpleNameSyntax Syntax, INamedTypeSymbol Type), INamedTypeSymbol>(name => name.Type, SymbolEqualityComparer.Default)
            .Where(_ => choices.Take(50))
            .Select((names, index) => (Alias: $"Alias{index}", names))
            .ToList();
        if (aliases.Count == 0)
        {
            return null;
        }

        var changes = aliases.SelectMany(alias =>
            alias.names.Select(name => (Change: new TextChange(name.Syntax.Span, alias.Alias), name.Syntax.SyntaxTree.FilePath)))
            .ToLookup(change => change.FilePath, change => change.Change);
        var declarations = string.Concat(aliases.Select(alias =>
            string.Create(CultureInfo.InvariantCulture, $"global using {alias.Alias} = {alias.names.Key.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)};\n")));
        return program with { Files = [.. program.Files.Select(file => file.With(changes[file.Path])), TracedFile
            .New("Aliases.cs", declarations)] };
    }
}
