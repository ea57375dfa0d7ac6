using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>The one method of the companion that the fixes call, built for the framework of the tests.</summary>
internal static class Companion
{
    public static MetadataReference Reference { get; } = Build();

    private static CompilationReference Build()
    {
        const string Source = """
            namespace PortReuse
            {
                public static class SocketExtensions
                {
                    public static bool TrySetBindAddressNoPort(this System.Net.Sockets.Socket socket) => true;
                }
            }
            """;

        return CSharpCompilation
            .Create("PortReuse", [CSharpSyntaxTree.ParseText(Source)], Net80.References.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .ToMetadataReference();
    }
}
