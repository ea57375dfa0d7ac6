using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;
using PortReuse.Analyzers.SocketFlow.Values;

namespace PortReuse.Analyzers.SocketFlow.Calls;

/// <summary>What the look of a call says of the code that it runs.</summary>
internal static class CallSites
{
    /// <summary><c>Assert.Throws&lt;SocketException&gt;(() => …)</c>, in whichever test framework, be it at hand or not.</summary>
    /// <remarks>
    /// The name is evidence on purpose, also where the code is in sight: that catches what may be thrown, and only the name says that it must be.
    /// </remarks>
    public static bool IsAssertedToThrow(IOperation callSite) =>
        (callSite.Syntax as ArgumentSyntax ?? callSite.Syntax.Parent) is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } }
        && ((called as MemberAccessExpressionSyntax)?.Name ?? called) is SimpleNameSyntax { Identifier.ValueText: var name }
        && name.StartsWith("Throws", StringComparison.Ordinal);

    /// <summary>
    /// An event, whose handlers are not expected to replace what the type holds; or what is given a text, or an exception, and nothing to act upon: a log.
    /// </summary>
    public static bool IsOnlyTold(IMethodSymbol method, Value instance) =>
        instance.Facts.Any(fact => fact is EventFact)
        || (method is { MethodKind: MethodKind.DelegateInvoke, ReturnsVoid: true }
            && method.Parameters.All(parameter => IsPlain(parameter.Type))
            && method.Parameters.Any(parameter => parameter.Type.SpecialType == SpecialType.System_String || IsException(parameter.Type)));

    private static bool IsPlain(ITypeSymbol type) =>
        type.SpecialType is not (SpecialType.None or SpecialType.System_Object) || type.TypeKind == TypeKind.Enum || IsException(type);

    /// <summary>By its name only where the type is not at hand.</summary>
    private static bool IsException(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Error ? type.Name.EndsWith("Exception", StringComparison.Ordinal) : type.IsException();
}
