using System.Net.Sockets;
using System.Reflection;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.Tests.Pages;

/// <summary>A sample of a page as a program would have it, to be run.</summary>
internal sealed class CompiledSample
{
    private const BindingFlags Anything = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly MethodInfo _method;

    private CompiledSample(string sample)
    {
        var usings = sample.Split('\n').Where(line => line.StartsWith("using ", StringComparison.Ordinal));
        var compilation = CSharpCompilation.Create(
            $"Sample{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText($"{string.Join('\n', usings)}\n{PageTests.Compilable(sample)}")],
            Net80.References.All,
            new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        _method = Assembly.Load(image.ToArray()).GetType("Sample")!.GetMethods(Anything)[0];
    }

    public static CompiledSample Bad(string id, int index = 0) => new(PageTests.Page(id).Samples("Bad")[index]);

    public static CompiledSample Good(string id) => new(PageTests.Page(id).Samples("Good")[0]);

    public T Run<T>(params object?[] arguments) => (T)_method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    /// <summary>What it fails with; it must.</summary>
    public SocketError Error(params object?[] arguments) => Assert.Throws<SocketException>(() => Run<object>(arguments)).SocketErrorCode;
}
