#!/usr/bin/env bash
# MongoDB.Driver 3.14.0: TcpStreamSettings.SocketConfigurator, the documented hook for socket options, is called after the socket has been
# connected. An option that matters to the connect (a local address, the size of the receive buffer, which decides the window's scale) comes
# too late there: a Bind throws InvalidArgument.
#
# Expected: the hook is called before the connect, as StackExchange.Redis calls its BeforeSocketConnect.
# Seen: "connected in the hook: True", and "Bind: InvalidArgument".
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
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MongoDB.Driver" Version="[3.14.0]" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Net;
using System.Net.Sockets;
using MongoDB.Driver;

using var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var hook = new TaskCompletionSource<string>();
var settings = MongoClientSettings.FromConnectionString($"mongodb://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/?serverSelectionTimeoutMS=5000");
settings.ClusterConfigurator = cluster => cluster.ConfigureTcp(tcp => tcp.With(socketConfigurator: new Action<Socket>(socket =>
{
    var seen = $"connected in the hook: {socket.Connected}\n";
    try
    {
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.5"), 0));
        hook.TrySetResult(seen + "Bind: done");
    }
    catch (SocketException e)
    {
        hook.TrySetResult(seen + $"Bind: {e.SocketErrorCode}");
    }
})));
using var client = new MongoClient(settings);
_ = client.ListDatabaseNamesAsync();
Console.WriteLine(await hook.Task.WaitAsync(TimeSpan.FromSeconds(30)));
CS
dotnet build -v quiet --nologo -o out >build.log 2>&1 || { cat build.log; exit 1; }
seen=$(dotnet out/Program.dll)
echo "$seen"
[[ $seen == $'connected in the hook: True\nBind: InvalidArgument' ]] || { echo "The behavior has changed."; exit 1; }
