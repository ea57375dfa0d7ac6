using System.Xml.Linq;
using PortReuse.Scan.Loading;
using PortReuse.Scan.Tests.Support;

namespace PortReuse.Scan.Tests;

public sealed class AppTests : IDisposable
{
    private readonly ScratchFolder _folder = new("scan");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("package Some.Package@1.2.3", "package", "Some.Package", "1.2.3")]
    [InlineData("package  Some.Package", "package", "Some.Package", null)]
    [InlineData("property Name=a@b=c", "property", "Name", "a@b=c")]
    [InlineData("sdk Microsoft.NET.Sdk.Web", "sdk", "Microsoft.NET.Sdk.Web", null)]
    [InlineData("project ../Lib/Lib.csproj", "project", "../Lib/Lib.csproj", null)]
    [InlineData("", "", "", null)]
    public void A_directive_has_a_kind_a_name_and_a_value(string text, string kind, string name, string? value) =>
        Assert.Equal(new AppDirective(kind, name, value), AppDirectives.Parse(text));

    [Theory]
    [InlineData("#!/usr/bin/env dotnet\nusing System;", true)]
    [InlineData("// What it does.\n#:package A@1\nusing System;", true)]
    [InlineData("using System;\n#:package A@1", false)]
    [InlineData("class C { }", false)]
    public void The_head_of_a_file_says_whether_it_is_an_app(string text, bool expected) =>
        Assert.Equal(expected, AppDirectives.AreIn(_folder.Write("app.cs", text)));

    [Fact]
    public void The_project_takes_what_lies_above_the_app()
    {
        var props = _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("lib/Lib.csproj", "<Project />");
        var app = _folder.Write("apps/app.cs", "#:sdk Microsoft.NET.Sdk.Web\n#:package A.B@1.2.3\n#:project ../lib\n#:property LangVersion=preview\nSystem.Console.WriteLine();");

        var project = XDocument.Load(AppProject.Write(app, Directory.CreateDirectory(_folder.PathOf("scratch")).FullName));

        Assert.Equal(props, project.Descendants("DirectoryBuildPropsPath").Single().Value);
        Assert.Equal("false", project.Descendants("ImportDirectoryBuildTargets").Single().Value);
        Assert.Equal("preview", project.Descendants("LangVersion").Single().Value);
        Assert.Equal(app, project.Descendants("Compile").Single().Attribute("Include")!.Value);
        Assert.Equal(_folder.PathOf("lib/Lib.csproj"), project.Descendants("ProjectReference").Single().Attribute("Include")!.Value);
        Assert.Equal(("A.B", "1.2.3"), project.Descendants("PackageReference")
            .Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value)).Single());
        Assert.All(project.Descendants("Import"), import => Assert.Equal("Microsoft.NET.Sdk.Web", import.Attribute("Sdk")!.Value));
    }
}
