using PortReuse.Scan.Analysis;

namespace PortReuse.Scan.Reporting;

/// <summary>
/// The findings that are known, a line for each. One is known by its rule, its file and its message, not by its line, so that code may move
/// within a file.
/// </summary>
/// <param name="file">The file; the paths in it begin at its folder.</param>
internal sealed class Baseline(string file)
{
    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file))!;

    /// <summary>Tells the new ones apart. What occurs more often than the baseline has it is new as often.</summary>
    /// <returns>The new ones, in their order, and how many of the known ones are gone.</returns>
    /// <exception cref="UsageException">There is no such file.</exception>
    public (IReadOnlyList<Finding> New, int Gone) Compare(IReadOnlyList<Finding> findings)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no baseline {file}; --write-baseline makes one.");
        }

        var known = File.ReadLines(file)
            .Where(line => line.Length > 0)
            .GroupBy(line => line)
            .ToDictionary(line => line.Key, line => line.Count());
        var fresh = new List<Finding>();
        foreach (var finding in findings)
        {
            var line = LineOf(finding);
            if (known.GetValueOrDefault(line) is > 0 and var count)
            {
                known[line] = count - 1;
            }
            else
            {
                fresh.Add(finding);
            }
        }

        return (fresh, known.Values.Sum());
    }

    public void Write(IEnumerable<Finding> findings) => File.WriteAllLines(file, findings.Select(LineOf).Order(StringComparer.Ordinal));

    private string LineOf(Finding finding) =>
        $"{finding.Id} {Path.GetRelativePath(_folder, finding.Place.Path).Replace('\\', '/')} {finding.Message}";
}
