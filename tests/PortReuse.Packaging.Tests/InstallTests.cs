using System.Security.Cryptography;
using System.Text.Json;

namespace PortReuse.Packaging.Tests;

/// <summary>The ways to install the package and to switch it, each in a project with one mistake of PORT0002.</summary>
[Collection(PackedPackages.Collection)]
public sealed class InstallTests(PackedPackages packages)
{
    private const string Framework = "net10.0";
    private const string Strict = "<PortReuseMode>Strict</PortReuseMode>";
    private const string Severity = "dotnet_diagnostic.PORT0002.severity";

    private const string OtherPackage = "<ItemGroup><GlobalAnalyzerConfigFiles Include=\"$(MSBuildProjectDirectory)/other.globalconfig\" /></ItemGroup>";

    private const string Warning = "warning PORT0002";
    private const string Error = "error PORT0002";

    /// <summary>Each way to switch it, and what the build says of the mistake.</summary>
    private static readonly (string Name, string Properties, string File, string Content, string? Printed)[] Switches =
    [
        ("WarningsAsErrors", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", "", "", Error),
        ("NotThisOne", "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>PORT0002</WarningsNotAsErrors>", "", "",
            Warning),

        // What -warnaserror at the command line sets, for one project.
        ("WarnAsError", "<MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>", "", "", Error),
        ("NoWarn", "<NoWarn>PORT0002</NoWarn>", "", "", null),
        ("RunAnalyzers", "<RunAnalyzers>false</RunAnalyzers>", "", "", null),
        ("RunDuringBuild", "<RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>", "", "", null),
        ("OfTheSdk", "<AnalysisMode>None</AnalysisMode><EnableNETAnalyzers>false</EnableNETAnalyzers>", "", "", Warning),
        ("EditorConfig", Strict, ".editorconfig", $"[*.cs]\n{Severity} = none\n", null),
        ("GlobalConfig", Strict, ".globalconfig", $"is_global = true\n{Severity} = none\n", null),
        ("Category", "", ".editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.category-Reliability.severity = none\n", null),
        ("CategoryAndRecommended", "<PortReuseMode>Recommended</PortReuseMode>", ".editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.category-Reliability.severity = none\n", Warning),
        ("CategoryAndStrict", Strict, ".editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.category-Reliability.severity = none\n", Error),
        ("SecondPackage", Strict, "other.globalconfig", $"is_global = true\nglobal_level = 0\n{Severity} = none\n", null),

        // Two of one level are at odds: neither counts, and the rule has its own severity.
        ("SecondPackageOfOneLevel", Strict, "other.globalconfig", $"is_global = true\nglobal_level = -100\n{Severity} = none\n", Warning),
    ];

    private static readonly string[] OtherLanguages = ["VisualBasic", "FSharp"];

    [LongFact]
    public async Task A_switch_of_the_build_or_of_a_configuration_does_what_it_does_to_any_analyzer()
    {
        var build = await packages.UserBuildAsync();

        Assert.All(Switches, project => Assert.True(
            Printed(build, project.Name).SequenceEqual(project.Printed is { } printed ? [printed] : []),
                $"{project.Name}:\n{build.Output}"));
        Assert.Contains("MultipleGlobalAnalyzerKeys", build.Output, StringComparison.Ordinal);
    }

    [LongFact]
    public async Task Central_package_management_and_lock_files_hold_it()
    {
        var build = await packages.UserBuildAsync();
        foreach (var name in new[] { "Central", "CentralForAll" })
        {
            Assert.Equal([Warning], Printed(build, name));
            var locked = JsonDocument.Parse(build.Solution.Read($"{name}/packages.lock.json")).RootElement
                .GetProperty("dependencies").GetProperty(Framework).GetProperty("PortReuse.Analyzers");
            Assert.Equal(packages.Version, locked.GetProperty("resolved").GetString());
        }

        // A lock that is there before the restore, which may not change it.
        Assert.Equal([Warning], Printed(build, "Locked"));
        Assert.Equal(LockOf(build.Solution), build.Solution.Read("Locked/packages.lock.json"));
    }

    /// <summary>
    /// NuGet hands analyzers on, and what the package's targets say, unless they are kept private; from a package by its dependency.
    /// </summary>
    [LongFact]
    public async Task Who_references_a_project_that_does_not_keep_it_private_has_it_too_and_who_references_its_package_has_not()
    {
        var build = await packages.UserBuildAsync();

        Assert.Equal([Warning], Printed(build, "Library"));
        Assert.Equal([Error], Printed(build, "ItsUser"));
        var package = new Package(Path.Combine(build.Solution.Folder, "Library", "bin", "Debug", "Library.1.0.0.nupkg"));
        var dependency = Assert.Single(package.Dependencies());
        Assert.Equal("PortReuse.Analyzers", dependency.Attribute("id")!.Value);
        Assert.Equal("Build,Analyzers", dependency.Attribute("exclude")!.Value);
    }

    [LongFact]
    public async Task Projects_in_other_languages_are_left_alone()
    {
        var build = await packages.UserBuildAsync();

        Assert.All(OtherLanguages, name =>
        {
            Assert.Empty(build.MessagesOf(name));
            Assert.True(File.Exists(Path.Combine(build.Solution.Folder, name, "bin", "Debug", Framework, $"{name}.dll")), build.Output);
        });
    }

    [LongFact]
    public async Task A_file_that_is_an_app_of_its_own_takes_it_by_a_directive()
    {
        var (solution, source) = (new ScratchSolution(packages, "FileBased"), $"#:package PortReuse.Analyzers@{packages.Version}\n{HostTests.Program}");
        solution.Write("app.cs", source);

        var output = await DotNetCommand.RunAsync(solution.Folder, "build", "app.cs", "--tl:off", "-clp:NoSummary");

        var message = Assert.Single(BuildMessage.PrintedIn(output));
        Assert.Equal(("PORT0002", "warning", HostTests.LineOfBind(source)), (message.Id, message.Severity, message.Line));
    }

    internal static void AddTo(ScratchSolution solution)
    {
        foreach (var (name, properties, file, content, _) in Switches)
        {
            var other = file == "other.globalconfig" ? OtherPackage : "";
            AddCSharp(solution, name, Reference(solution), other, properties);
            if (file != "")
            {
                solution.Write($"{name}/{file}", content);
            }
        }

        var managed = "<ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>";
        var locked = "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>";
        AddCSharp(solution, "Central", """<PackageReference Include="PortReuse.Analyzers" PrivateAssets="all" />""", "",
            $"{locked}<RestoreEnableAnalyzerAssets>true</RestoreEnableAnalyzerAssets>");
        AddCSharp(solution, "CentralForAll", "", "", locked);
        solution.Write("Central/Directory.Packages.props", Central("PackageVersion"));
        solution.Write("CentralForAll/Directory.Packages.props", Central("GlobalPackageReference"));

        AddCSharp(solution, "Locked", Reference(solution), "", $"{locked}<RestoreLockedMode>true</RestoreLockedMode>");
        solution.Write("Locked/packages.lock.json", LockOf(solution));

        AddCSharp(solution, "Library", $"""<PackageReference Include="PortReuse.Analyzers" Version="[{solution.Version}]" />""", "",
            "<GeneratePackageOnBuild>true</GeneratePackageOnBuild>");
        AddCSharp(solution, "ItsUser", """<ProjectReference Include="../Library/Library.csproj" />""", "", Strict);

        solution.Add("VisualBasic/VisualBasic.vbproj", Project(Reference(solution), "", Strict));
        solution.Write("VisualBasic/Nothing.vb", "Public Class Dialer\nEnd Class\n");
        solution.Add("FSharp/FSharp.fsproj", Project(
            Reference(solution), """<ItemGroup><Compile Include="Nothing.fs" /></ItemGroup>""", Strict));
        solution.Write("FSharp/Nothing.fs", "module Dialer\n\nlet port = 0\n");

        string Central(string item) => $"""
            <Project>
              <PropertyGroup>{managed}</PropertyGroup>
              <ItemGroup><{item} Include="PortReuse.Analyzers" Version="[{solution.Version}]" /></ItemGroup>
            </Project>
            """;
    }

    /// <summary>With the hash of the package as it lies in the feed: another one is refused.</summary>
    private static string LockOf(ScratchSolution solution)
    {
        var hash = Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(solution.AnalyzersPackage)));
        return $$"""
            {
              "version": 1,
              "dependencies": {
                "{{Framework}}": {
                  "PortReuse.Analyzers": {
                    "type": "Direct",
                    "requested": "[{{solution.Version}}, {{solution.Version}}]",
                    "resolved": "{{solution.Version}}",
                    "contentHash": "{{hash}}"
                  }
                }
              }
            }
            """;
    }

    private static string Reference(ScratchSolution solution) =>
        $"""<PackageReference Include="PortReuse.Analyzers" Version="[{solution.Version}]" PrivateAssets="all" />""";

    private static void AddCSharp(ScratchSolution solution, string name, string reference, string more, string properties)
    {
        solution.Add($"{name}/{name}.csproj", Project(reference, more, properties));
        solution.Write($"{name}/Dialer.cs", HostTests.Dialer.Replace("namespace Scratch", $"namespace {name}s", StringComparison.Ordinal));
    }

    private static string Project(string reference, string more, string properties) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>{Framework}</TargetFramework><NuGetAudit>false</NuGetAudit>{properties}</PropertyGroup>
          <ItemGroup>{reference}</ItemGroup>
          {more}
        </Project>
        """;

    private static string[] Printed(UserBuild build, string project) =>
        [.. build.MessagesOf(project).Where(message => message.Id.StartsWith("PORT", StringComparison.Ordinal))
            .Select(message => $"{message.Severity} {message.Id}").Distinct()];
}
