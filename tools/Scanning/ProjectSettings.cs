using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace PortReuse.Scanning;

/// <summary>
/// What a project file, and the Directory.Build files above it, say of what the compiler is given. This is a look at the elements and
/// no evaluation: imports are not followed, and a condition counts as met, but for a property that is set already.
/// </summary>
internal sealed partial class ProjectSettings
{
    private readonly Dictionary<string, string> _properties = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _usings = [];
    private readonly List<string> _references = [];
    private readonly List<string> _files = [];

    private readonly Action<string> _complain;

    private ProjectSettings(string project, Action<string> complain)
    {
        _properties["MSBuildProjectDirectory"] = Path.GetDirectoryName(project)!;
        _complain = complain;
    }

    public bool HasImplicitUsings => _properties.GetValueOrDefault("ImplicitUsings") is { } value
        && (value.Equals("enable", StringComparison.OrdinalIgnoreCase) || value.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Directives for the whole project, as they stand in code.</summary>
    public IReadOnlyList<string> Usings => _usings;

    public IEnumerable<string> Constants =>
        _properties.GetValueOrDefault("DefineConstants", string.Empty)
            .Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(constant => Identifier().IsMatch(constant));

    /// <summary>The project files that are referenced, there or not.</summary>
    public IReadOnlyList<string> References => _references;

    /// <summary>Source files of other folders.</summary>
    public IReadOnlyList<string> Files => _files;

    /// <param name="root">The folder above which nothing is read.</param>
    /// <param name="project">The project file.</param>
    /// <param name="complain">Told of a file that cannot be read.</param>
    public static ProjectSettings Read(string root, string project, Action<string> complain)
    {
        var settings = new ProjectSettings(project, complain);
        var folders = new Stack<string>();
        for (var folder = Path.GetDirectoryName(project)!; folder.Length >= root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            folders.Push(folder);
        }

        settings.Add(folders.Select(folder => Path.Combine(folder, "Directory.Build.props")).Where(File.Exists));
        settings.Add([project]);
        settings.Add(folders.Select(folder => Path.Combine(folder, "Directory.Build.targets")).Where(File.Exists));
        settings._files.RemoveAll(file => !file.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        return settings;
    }

    private void Add(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            try
            {
                Add(XDocument.Load(file), Path.GetDirectoryName(file)!);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
            {
                _complain($"Not read: {file}: {e.Message}");
            }
        }
    }

    private void Add(XDocument document, string folder)
    {
        _properties["MSBuildThisFileDirectory"] = folder + Path.DirectorySeparatorChar;
        foreach (var element in document.Root?.Elements() ?? [])
        {
            foreach (var child in element.Elements())
            {
                if (element.Name.LocalName == "PropertyGroup")
                {
                    AddProperty(child, isConditional: HasCondition(child) || HasCondition(element));
                }
                else if (element.Name.LocalName == "ItemGroup")
                {
                    AddItems(child);
                }
            }
        }
    }

    private void AddProperty(XElement property, bool isConditional)
    {
        if (!isConditional || (property.Name.LocalName != "DefineConstants" && !_properties.ContainsKey(property.Name.LocalName)))
        {
            _properties[property.Name.LocalName] = Expand(property.Value).Trim();
        }
    }

    private void AddItems(XElement item)
    {
        foreach (var included in Expand(item.Attribute("Include")?.Value ?? string.Empty)
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            switch (item.Name.LocalName)
            {
                case "Using" when item.Attribute("Alias") is { Value: var alias }:
                    _usings.Add($"{alias} = {included}");
                    break;
                case "Using":
                    _usings.Add(item.Attribute("Static")?.Value is "true" or "True" ? $"static {included}" : included);
                    break;
                case "ProjectReference":
                    _references.Add(PathOf(included));
                    break;
                case "Compile" when included.EndsWith(".cs", StringComparison.OrdinalIgnoreCase):
                    _files.AddRange(Matching(PathOf(included)));
                    break;
            }
        }
    }

    private string PathOf(string included) =>
        Path.GetFullPath(included.Replace('\\', Path.DirectorySeparatorChar), _properties["MSBuildProjectDirectory"]);

    private static IReadOnlyList<string> Matching(string path)
    {
        if (!path.Contains('*', StringComparison.Ordinal))
        {
            return File.Exists(path) ? [path] : [];
        }

        var folder = path[..path.LastIndexOf(Path.DirectorySeparatorChar, path.IndexOf('*', StringComparison.Ordinal))];
        var isDeep = path.Contains("**", StringComparison.Ordinal);
        return Directory.Exists(folder)
            ? [.. SourceFolder.Files(folder, ".cs").Where(file => isDeep || Path.GetDirectoryName(file) == folder)]
            : [];
    }

    /// <summary>Properties, and the one function that large repositories put their paths together with.</summary>
    private string Expand(string text)
    {
        var expanded = Property().Replace(text, name => _properties.GetValueOrDefault(name.Groups[1].Value, string.Empty));
        return Normalization().Replace(expanded, call =>
        {
            var parts = call.Groups[2].Captures.Select(part => part.Value.Replace('\\', Path.DirectorySeparatorChar));
            var path = Path.GetFullPath(Path.Combine([_properties["MSBuildProjectDirectory"], .. parts]));
            return call.Groups[1].Value == "Directory" ? path + Path.DirectorySeparatorChar : path;
        });
    }

    private static bool HasCondition(XElement element) => element.Attribute("Condition") is not null;

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Property();

    [GeneratedRegex(@"\$\(\[MSBuild\]::Normalize(Directory|Path)\((?:\s*'([^']*)',?)+\s*\)\)")]
    private static partial Regex Normalization();

    [GeneratedRegex(@"^\w+$")]
    private static partial Regex Identifier();
}
