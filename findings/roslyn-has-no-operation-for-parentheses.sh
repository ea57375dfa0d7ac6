#!/usr/bin/env bash
# Roslyn (Microsoft.CodeAnalysis.CSharp 4.14.0 and 5.0.0): SemanticModel.GetOperation of a parenthesized expression is null, although the same model
# gives it a type, a constant value and a symbol. An analyzer that asks for the operation of what a rule has found in the syntax, an argument say, misses
# the same code as soon as somebody puts parentheses around it; the operation is that of the expression inside.
#
# Expected: an operation, as for the expression without parentheses, or IParenthesizedOperation, which the API has (Visual Basic makes it).
# Seen: "type Int32, constant True, operation none; inside: Literal", for both versions.
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
  <ItemGroup>
    <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="$(Roslyn)" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

var tree = CSharpSyntaxTree.ParseText("class C { int M() => (0); }");
var compilation = CSharpCompilation.Create("c", [tree], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)]);
var model = compilation.GetSemanticModel(tree);
var parenthesized = tree.GetRoot().DescendantNodes().OfType<ParenthesizedExpressionSyntax>().Single();
Console.WriteLine(
    $"type {model.GetTypeInfo(parenthesized).Type?.Name}, constant {model.GetConstantValue(parenthesized).HasValue}, "
    + $"operation {model.GetOperation(parenthesized)?.Kind.ToString() ?? "none"}; inside: {model.GetOperation(parenthesized.Expression)?.Kind}");
CS
status=0
for version in 4.14.0 5.0.0; do
    rm -rf out obj
    dotnet build -v quiet --nologo -p:Roslyn=$version -o out >build.log 2>&1 || { cat build.log; exit 1; }
    seen=$(dotnet out/Program.dll)
    echo "$version: $seen"
    [[ $seen == "type Int32, constant True, operation none; inside: Literal" ]] || status=1
done
((status == 0)) || echo "The behavior has changed."
exit "$status"
