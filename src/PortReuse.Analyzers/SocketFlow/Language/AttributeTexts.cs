using Microsoft.CodeAnalysis;

namespace PortReuse.Analyzers.SocketFlow.Language;

/// <summary>The texts that attributes are given. To ask an array for its one value throws, and any attribute may be given one.</summary>
internal static class AttributeTexts
{
    /// <summary>The first argument; null where there is none, or it is no text.</summary>
    public static string? FirstText(this AttributeData attribute) =>
        attribute.ConstructorArguments is [var first, ..] ? TextOf(first) : null;

    public static string? TextOf(TypedConstant argument) => argument.Kind == TypedConstantKind.Array ? null : argument.Value as string;
}
