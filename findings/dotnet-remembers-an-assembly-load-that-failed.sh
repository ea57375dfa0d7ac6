#!/usr/bin/env bash
# .NET 10: the first use of an assembly while the process has no file descriptor left fails with a FileNotFoundException, and goes on failing
# for the life of the process, although the file is there and descriptors are free again: the failed load is remembered. A server that uses an
# assembly for the first time under a storm of connections loses what the assembly does for good.
#
# Expected: the second use succeeds, once descriptors are free.
# Seen: "without a descriptor: FileNotFoundException", then "with free descriptors: FileNotFoundException".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >Program.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseAppHost>false</UseAppHost>
  </PropertyGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Runtime.CompilerServices;

// Everything that the test itself needs is loaded and compiled before the descriptors are used up.
Console.WriteLine(Name(new InvalidOperationException()));
var held = new List<FileStream>();
var first = "";
try
{
    while (true)
        held.Add(File.OpenRead("/dev/null"));
}
catch (IOException)
{
    first = Try();
}

foreach (var file in held)
    file.Dispose();
Console.WriteLine($"without a descriptor: {first}");
Console.WriteLine($"with free descriptors: {Try()}");

static string Try()
{
    try
    {
        return Use();
    }
    catch (Exception e)
    {
        return Name(e);
    }
}

static string Name(Exception e) => e.GetType().Name;

[MethodImpl(MethodImplOptions.NoInlining)]
static string Use() => System.Net.NetworkInformation.NetworkInterface.GetIsNetworkAvailable() ? "works" : "works";
CS
dotnet build -v quiet --nologo -o out >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(ulimit -n 200; dotnet out/Program.dll 2>&1 | tail -n 2)
dotnet --list-runtimes | grep 'NETCore.App 10' | cut -d' ' -f1,2
echo "$seen"
[[ $seen == $'without a descriptor: FileNotFoundException\nwith free descriptors: FileNotFoundException' ]] || { echo "The behavior has changed."; exit 1; }
