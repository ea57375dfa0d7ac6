using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PortReuse.Analyzers.CodeFixes.Editing;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.CodeFixes.Sockets;

/// <summary>An extension method of <c>Socket</c> that the runtime companion has, where it is referenced.</summary>
internal sealed class CompanionMethod(string name, int parameters)
{
    private const string Type = "PortReuse.SocketExtensions";
    private const string Socket = "System.Net.Sockets.Socket";

    public static CompanionMethod TrySetBindAddressNoPort { get; } = new(nameof(TrySetBindAddressNoPort), 0);

    public static CompanionMethod BindForConnect { get; } = new(nameof(BindForConnect), 1);

    public static CompanionMethod TrySetLocalPortRange { get; } = new(nameof(TrySetLocalPortRange), 2);

    public static CompanionMethod SetReusePort { get; } = new(nameof(SetReusePort), 1);

    public static CompanionMethod SetReuseAddress { get; } = new(nameof(SetReuseAddress), 1);

    public static CompanionMethod GetLocalEndPoint { get; } = new(nameof(GetLocalEndPoint), 0);

    public string Name => name;

    /// <summary>Whether the code of the compilation can call it.</summary>
    public bool IsIn(Compilation compilation) =>
        compilation.TypeNamed(Type) is { } type
            && type.GetMembers(name).Any(member => member is IMethodSymbol { IsExtensionMethod: true } method
                && method.Parameters.Length == parameters + 1
                && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly));

    /// <summary>Whether all that the file is compiled into can call it.</summary>
    public bool IsInAllOf(FixPass pass) => pass.Compilations.All(IsIn);

    /// <summary>The using directive that a call needs, unless it is there.</summary>
    public IEnumerable<TextChange> Imports(FixPass pass, int position)
    {
        var compilation = pass.Model.Compilation;
        var extensions = compilation.TypeNamed(Type)!;
        var inScope = pass.Model
            .LookupSymbols(position, compilation.TypeNamed(Socket), name, includeReducedExtensionMethods: true)
            .Any(method => SymbolEqualityComparer.Default.Equals(method.ContainingType, extensions));

        return inScope ? [] : [UsingDirective.Add(extensions.ContainingNamespace, pass, position)];
    }
}
