using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace PortReuse.Scan.Loading;

/// <summary>Whether a project is restored. One that is not loads without a word, and without what it references.</summary>
internal static partial class RestoreCheck
{
    private const string Assets = "project.assets.json";

    /// <summary>From the assembly up to the folder for all frameworks and configurations.</summary>
    private const int MostFolders = 4;

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public static LoadProblem? ProblemOf(Project project)
    {
        if (project.FilePath is not { } file || project.Language != LanguageNames.CSharp)
        {
            return null;
        }

        if (project.MetadataReferences.Count == 0)
        {
            return new(file, "not even its framework is there to be referenced: is it restored?");
        }

        return IsOfSdk(file) && project.CompilationOutputInfo.AssemblyPath is { } assembly && !HasAssets(assembly)
            ? new(file, "it is not restored, so that what it references is missing: dotnet restore")
            : null;
    }

    private static bool HasAssets(string assembly)
    {
        var folder = Path.GetDirectoryName(assembly);
        for (var above = 0; folder is not null && above < MostFolders; above++, folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Assets)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfSdk(string file) => File.Exists(file) && Sdk().IsMatch(File.ReadAllText(file));

    [GeneratedRegex(@"\bSdk\s*=|<Sdk\b")]
    private static partial Regex Sdk();
}
