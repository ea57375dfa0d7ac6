using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.Editing;

/// <summary>The shortest name that means a given type at a given place.</summary>
internal static class TypeName
{
    /// <param name="type">The full name of a type that the compilation has.</param>
    /// <param name="pass">The document.</param>
    /// <param name="position">The place in it.</param>
    public static string At(string type, FixPass pass, int position) =>
        At(position, pass.Model.Compilation.TypeNamed(type)!, pass.Model);

    /// <remarks>
    /// Each candidate is bound as an expression, which is how it will be read before a dot: a property of the same name hides the
    /// type there, and so does a <c>System</c> of the project's own.
    /// </remarks>
    public static string At(int position, ITypeSymbol type, SemanticModel model)
    {
        var qualified = type.ToDisplayString();

        foreach (var candidate in new[] { type.Name, qualified })
        {
            var meant = model.GetSpeculativeSymbolInfo(
                position, SyntaxFactory.ParseExpression(candidate), SpeculativeBindingOption.BindAsExpression);

            if (SymbolEqualityComparer.Default.Equals(meant.Symbol, type))
            {
                return candidate;
            }
        }

        return $"global::{qualified}";
    }
}
