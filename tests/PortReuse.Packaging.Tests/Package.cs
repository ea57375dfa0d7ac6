using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace PortReuse.Packaging.Tests;

/// <summary>A package on disk, as NuGet would read it.</summary>
internal sealed class Package(string path)
{
    /// <summary>Its files without what NuGet itself puts into every package.</summary>
    public IReadOnlyList<string> Files()
    {
        using var archive = ZipFile.OpenRead(path);
        return [.. archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => name is not ("_rels/.rels" or "[Content_Types].xml"))
            .Where(name => !name.StartsWith("package/", StringComparison.Ordinal) && !name.EndsWith(".nuspec", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    public byte[] Read(string name)
    {
        using var archive = ZipFile.OpenRead(path);
        var entry = archive.GetEntry(name);
        Assert.True(entry is not null, $"{Path.GetFileName(path)} has no {name}.");
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    public PEReader ReadAssembly(string name) => new(new MemoryStream(Read(name)));

    public XElement Metadata()
    {
        using var archive = ZipFile.OpenRead(path);
        var nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using var stream = nuspec.Open();
        var root = XDocument.Load(stream).Root!;
        return root.Element(root.Name.Namespace + "metadata")!;
    }

    public string? MetadataValue(string name)
    {
        var metadata = Metadata();
        return metadata.Element(metadata.Name.Namespace + name)?.Value;
    }

    public IEnumerable<XElement> Dependencies()
    {
        var metadata = Metadata();
        return metadata.Descendants(metadata.Name.Namespace + "dependency");
    }
}
