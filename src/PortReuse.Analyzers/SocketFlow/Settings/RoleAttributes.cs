using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PortReuse.Analyzers.SocketFlow.Language;

namespace PortReuse.Analyzers.SocketFlow.Settings;

/// <summary>The attributes that say what a method does to a socket, by their names: they are the companion's, or anybody's own.</summary>
internal sealed class RoleAttributes
{
    private const string Namespace = "PortReuse";

    private static readonly (string Name, SocketRole Role)[] Known =
        [("DefersPortAttribute", SocketRole.DefersPort), ("BindsSocketAttribute", SocketRole.Binds),
            ("ConnectsSocketAttribute", SocketRole.Connects)];

    /// <summary>
    /// A file never changes, and neither does a referenced assembly: each is looked through once, whatever compilations it is in.
    /// </summary>
    private static readonly ConditionalWeakTable<SyntaxTree, string[]> NamesOfFiles = new();

    private static readonly ConditionalWeakTable<IAssemblySymbol, string[]> NamesOfAssemblies = new();

    private readonly Compilation _compilation;
    private readonly ImmutableArray<INamedTypeSymbol> _types;

    public RoleAttributes(Compilation compilation)
    {
        _compilation = compilation;

        // A look for the types goes through every reference; hardly any compilation has so much as the namespace.
        _types = compilation.GlobalNamespace.GetMembers(Namespace).Any()
            ? Known.SelectMany(known => compilation.GetTypesByMetadataName($"{Namespace}.{known.Name}")).ToImmutableArray()
            : ImmutableArray<INamedTypeSymbol>.Empty;
    }

    /// <summary>Hardly any compilation has one of them to use.</summary>
    public bool AreThere => !_types.IsEmpty;

    public SocketRole RoleOf(IMethodSymbol method)
    {
        if (!AreThere)
        {
            return SocketRole.None;
        }

        foreach (var attribute in method.OriginalDefinition.GetAttributes())
        {
            if (attribute.AttributeClass
                is { ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true }, Name: var name })
            {
                foreach (var (known, role) in Known)
                {
                    if (known == name)
                    {
                        return role;
                    }
                }
            }
        }

        return SocketRole.None;
    }

    /// <summary>
    /// The names of the methods that carry one: in the sources, and in the referenced assemblies that can name the attributes.
    /// </summary>
    public IEnumerable<string> NamesOfMethods(CancellationToken cancellation) =>
        AreThere ? InSources(cancellation).Concat(InReferences(cancellation)).Distinct() : [];

    private IEnumerable<string> InSources(CancellationToken cancellation) => _compilation.SyntaxTrees.SelectMany(tree =>
        NamesOfFiles.TryGetValue(tree, out var names) ? names : NamesOfFiles.GetValue(tree, _ => [.. In(tree, cancellation)]));

    private static IEnumerable<string> In(SyntaxTree tree, CancellationToken cancellation)
    {
        using var text = SourceChars.Of(tree.GetText(cancellation));
        return text.Span.HasAny(Known.Select(known => ShortName(known.Name)))
            ? from method in tree.GetRoot(cancellation).DescendantNodes().OfType<MethodDeclarationSyntax>()
              where method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute =>
                  Known.Any(known => attribute.Name.ToString().IndexOf(ShortName(known.Name), StringComparison.Ordinal) >= 0))
              select method.Identifier.ValueText
            : [];
    }

    private IEnumerable<string> InReferences(CancellationToken cancellation)
    {
        var owners = new HashSet<string>(_types.Select(type => type.ContainingAssembly.Name));
        foreach (var assembly in _compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (owners.Contains(assembly.Name)
                || assembly.Modules.Any(module => module.ReferencedAssemblies.Any(referenced => owners.Contains(referenced.Name))))
            {
                foreach (var name in NamesOfAssemblies.TryGetValue(assembly, out var names)
                    ? names
                    : NamesOfAssemblies.GetValue(assembly, _ => [.. MethodsIn(assembly.GlobalNamespace, cancellation)]))
                {
                    yield return name;
                }
            }
        }
    }

    private IEnumerable<string> MethodsIn(INamespaceOrTypeSymbol symbol, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in symbol.GetMembers())
        {
            switch (member)
            {
                case INamespaceOrTypeSymbol container:
                    foreach (var name in MethodsIn(container, cancellation))
                    {
                        yield return name;
                    }

                    break;
                case IMethodSymbol { MethodKind: MethodKind.Ordinary } method when RoleOf(method) != SocketRole.None:
                    yield return method.Name;
                    break;
            }
        }
    }

    private static string ShortName(string attribute) => attribute.Substring(0, attribute.Length - nameof(Attribute).Length);
}
