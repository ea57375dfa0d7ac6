using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The names in some code, each where it stands. They are looked for once, when the first is asked for.</summary>
internal sealed class NamesInCode(IEnumerable<SyntaxReference> code)
{
    private ILookup<string, IdentifierNameSyntax>? _names;

    public IEnumerable<IdentifierNameSyntax> Of(string name)
    {
        var names = _names ??= code
            .SelectMany(part => part.GetSyntax().DescendantNodes().OfType<IdentifierNameSyntax>())
            .ToLookup(each => each.Identifier.ValueText);
        return names[name];
    }
}
