using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.CompilerSupport;

/// <summary>An assembly of tests, and all that knows the compiler, once more, with the compiler of another package.</summary>
internal sealed class RoslynHost : AssemblyLoadContext
{
    /// <summary>To make one costs seconds, for the compiler has to be compiled anew.</summary>
    private static readonly ConcurrentDictionary<(string Version, Assembly Tests), Lazy<RoslynHost>> Known = new();

    /// <summary>Where the packages that a build has restored lie.</summary>
    internal static readonly string Packages = typeof(RoslynHost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "PackageRoot").Value!;

    private static readonly Dictionary<string, string> Compilers = new()
    {
        ["Microsoft.CodeAnalysis"] = "microsoft.codeanalysis.common",
        ["Microsoft.CodeAnalysis.CSharp"] = "microsoft.codeanalysis.csharp",
        ["Microsoft.CodeAnalysis.Workspaces"] = "microsoft.codeanalysis.workspaces.common",
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = "microsoft.codeanalysis.csharp.workspaces",
    };

    private static readonly string[] KnowTheCompiler =
        ["PortReuse.", "Microsoft.CodeAnalysis.", "Microsoft.VisualStudio.Composition", "System.Composition.", "Basic.Reference.Assemblies."];

    private readonly string _version;

    private RoslynHost(string version, Assembly tests)
        : base($"Roslyn {version}")
    {
        _version = version;
        var compiler = LoadFromAssemblyName(new("Microsoft.CodeAnalysis.CSharp"));
        Assert.StartsWith(version, VersionOf(compiler), StringComparison.Ordinal);
        Assert.NotSame(typeof(CSharpCompilation).Assembly, compiler);
        Tests = LoadFromAssemblyPath(tests.Location);
    }

    /// <summary>The tests, in the compiler of the version and in no other.</summary>
    public Assembly Tests { get; }

    /// <summary>The one of that version for the tests of <typeparamref name="T"/>'s assembly; all of them share it.</summary>
    public static RoslynHost Of<T>(string version) =>
        Known.GetOrAdd((version, typeof(T).Assembly), key => new(() => new RoslynHost(key.Version, key.Tests))).Value;

    /// <summary>A static method of the tests in there, by which they are called.</summary>
    public TDelegate MethodOf<TDelegate>(Type type, string name)
        where TDelegate : Delegate =>
        LoadFromAssemblyName(type.Assembly.GetName()).GetType(type.FullName!)!
            .GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.CreateDelegate<TDelegate>();

    public static string VersionOf(Assembly compiler) =>
        compiler.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    protected override Assembly? Load(AssemblyName name)
    {
        var simple = name.Name!;
        if (Compilers.TryGetValue(simple, out var package))
        {
            return LoadFromAssemblyPath(PathIn(package, simple));
        }

        var own = Path.Combine(AppContext.BaseDirectory, $"{simple}.dll");
        var knowsTheCompiler = KnowTheCompiler.Any(prefix => simple.StartsWith(prefix, StringComparison.Ordinal));
        return knowsTheCompiler && File.Exists(own) ? LoadFromAssemblyPath(own) : null;
    }

    /// <summary>The package's library for the latest framework that this runtime can load.</summary>
    private string PathIn(string package, string assembly) =>
        Directory.EnumerateDirectories(Path.Combine(Packages, package, _version, "lib"), "net?*.0")
            .Where(folder => Version.TryParse(Path.GetFileName(folder)["net".Length..], out var framework)
            && framework <= Environment.Version)
            .OrderByDescending(folder => Version.Parse(Path.GetFileName(folder)["net".Length..]))
            .Select(folder => Path.Combine(folder, $"{assembly}.dll"))
            .First();
}
