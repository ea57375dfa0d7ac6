#!/usr/bin/env bash
# .NET 8: an Instrument stays Enabled after the MeterListener that listened to it is disposed. Code that asks Enabled before it measures, so that metrics cost nothing
# where nobody listens, goes on measuring for the life of the process once a listener has been there. .NET 10 says false again.
#
# Expected: true while the listener is there, and false before and after, on both.
# Seen: "before False, during True, after True" on .NET 8, "before False, during True, after False" on .NET 10.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >Program.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>$(Framework)</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <SelfContained>true</SelfContained>
    <InvariantGlobalization>true</InvariantGlobalization>
  </PropertyGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Diagnostics.Metrics;

using var meter = new Meter("Sample");
var counter = meter.CreateCounter<int>("sample.count");
var before = counter.Enabled;
bool during;
using (var listener = new MeterListener { InstrumentPublished = (instrument, listening) => listening.EnableMeasurementEvents(instrument) })
{
    listener.Start();
    during = counter.Enabled;
}

Console.WriteLine($"{Environment.Version}: before {before}, during {during}, after {counter.Enabled}");
CS
status=0
expect() {
    rm -rf out obj
    dotnet publish -v quiet --nologo -r linux-x64 -p:Framework="$1" -o out >build.log 2>&1 || { cat build.log; exit 1; }
    seen=$(out/Program)
    echo "$seen"
    [[ $seen == *": $2" ]] || status=1
}
expect net8.0 "before False, during True, after True"
expect net10.0 "before False, during True, after False"
((status == 0)) || echo "The behavior has changed."
exit "$status"
