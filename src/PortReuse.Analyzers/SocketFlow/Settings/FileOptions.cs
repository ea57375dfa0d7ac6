using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PortReuse.Analyzers.SocketFlow.Platforms;

namespace PortReuse.Analyzers.SocketFlow.Settings;

/// <summary>The options of one file. A value that cannot be read counts as not given, and so does one entry of a list.</summary>
internal sealed class FileOptions
{
    public const string NoPortMethodsKey = "portreuse.no_port_methods";
    public const string BindMethodsKey = "portreuse.bind_methods";
    public const string ConnectMethodsKey = "portreuse.connect_methods";
    public const string IgnoreWildcardBindKey = "portreuse.ignore_wildcard_bind";
    public const string TargetSystemsKey = "portreuse.target_systems";

    public static readonly FileOptions None = new(ImmutableDictionary<string, SocketRole>.Empty, false);

    private readonly ImmutableDictionary<string, SocketRole> _methods;

    private FileOptions(ImmutableDictionary<string, SocketRole> methods, bool ignoresWildcardBind)
    {
        _methods = methods;
        IgnoresWildcardBind = ignoresWildcardBind;
        MethodNames = [.. methods.Keys.Select(NameIn).Distinct()];
    }

    /// <summary>The bare names of the methods that the options name.</summary>
    public string[] MethodNames { get; }

    /// <summary>A bind to a wildcard address and port 0 is no finding.</summary>
    public bool IgnoresWildcardBind { get; }

    public static FileOptions Read(AnalyzerConfigOptions options)
    {
        var methods = ImmutableDictionary<string, SocketRole>.Empty;
        Add(NoPortMethodsKey, SocketRole.DefersPort);
        Add(BindMethodsKey, SocketRole.Binds);
        Add(ConnectMethodsKey, SocketRole.Connects);
        var ignores = options.TryGetValue(IgnoreWildcardBindKey, out var text) && bool.TryParse(text, out var value) && value;
        return methods.IsEmpty && !ignores ? None : new(methods, ignores);

        void Add(string key, SocketRole role)
        {
            if (options.TryGetValue(key, out var list))
            {
                // As in the options of .NET's own analyzers: an id has commas in it, and a semicolon begins a comment.
                foreach (var id in Entries(list, '|').Where(IsMethodId))
                {
                    methods = methods.SetItem(id, role);
                }
            }
        }
    }

    /// <summary>Null where it is not given, or names no system.</summary>
    public static Systems? ReadTargetSystems(AnalyzerConfigOptions options)
    {
        if (!options.TryGetValue(TargetSystemsKey, out var list))
        {
            return null;
        }

        var systems = Entries(list, ',', '|')
            .Select(Platforms.TargetSystems.ByName)
            .Aggregate(Systems.None, (all, system) => all | system) & ~Systems.Other;
        return systems == Systems.None ? null : systems;
    }

    /// <summary>The effect of the method on a socket, by the options of the file.</summary>
    public SocketRole RoleOf(IMethodSymbol method)
    {
        if (_methods.IsEmpty || Array.IndexOf(MethodNames, method.Name) < 0)
        {
            return SocketRole.None;
        }

        return method.OriginalDefinition.GetDocumentationCommentId() is { } id && _methods.TryGetValue(id, out var role)
            ? role
            : SocketRole.None;
    }

    private static IEnumerable<string> Entries(string list, params char[] separators) =>
        list.Split(separators).Select(entry => entry.Trim()).Where(entry => entry.Length > 0);

    private static bool IsMethodId(string id) => id.StartsWith("M:", StringComparison.Ordinal) && NameIn(id).Length > 0;

    /// <summary><c>M:Space.Type.Name``1(System.Int32)</c> is about <c>Name</c>.</summary>
    private static string NameIn(string id)
    {
        var end = id.IndexOf('(');
        var name = end < 0 ? id : id.Substring(0, end);
        name = name.Substring(name.LastIndexOf('.') + 1);
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }
}
