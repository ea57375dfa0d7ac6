using System.IO.Enumeration;

namespace PortReuse.Scanning;

/// <summary>The files below a folder that a build of it would look at.</summary>
internal static class SourceFolder
{
    /// <summary>
    /// Files with one of the extensions, in an order that does not depend on the file system. Links to folders are not followed, for
    /// they may lead in a circle; folders with a dot in front are no part of a project by default; bin and obj are made by the build.
    /// </summary>
    public static IReadOnlyList<string> Files(string root, string extension)
    {
        var options =
            new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None };
        var files = new FileSystemEnumerable<string>(root, (ref FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && entry.FileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
                !entry.Attributes.HasFlag(FileAttributes.ReparsePoint) && entry.FileName is not (['.', ..] or "bin" or "obj"),
        };
        return [.. files.Order(StringComparer.Ordinal)];
    }
}
