using System.Globalization;

namespace PortReuse.Packaging.Tests;

/// <summary>
/// The package in the projects that there are: each framework and language version, and a large one that has nothing to do with it.
/// </summary>
[Collection(PackedPackages.Collection)]
public sealed class HostTests(PackedPackages packages)
{
    private const string Modern = "net10.0";
    private const int ManyFiles = 2000;

    /// <summary>C# 7.3: all that there is in .NET Framework and .NET Standard.</summary>
    internal const string Dialer =
        """
        using System.Net;
        using System.Net.Sockets;

        namespace Scratch
        {
            public static class Dialer
            {
                public static Socket Open(IPAddress source, IPEndPoint destination)
                {
                    var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(source, 0));
                    socket.Connect(destination);
                    return socket;
                }

                public static Socket Listen(IPEndPoint local)
                {
                    var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(local);
                    socket.Listen(1);
                    return socket;
                }
            }
        }
        """;

    internal const string Program =
        """
        using System.Net;
        using System.Net.Sockets;

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(IPEndPoint.Parse(args[0]));
        """;

    private static readonly (string Name, string Frameworks, string Properties)[] Libraries =
    [
        ("Net10", "net10.0", ""),
        ("Net8", "net8.0", ""),
        ("NetStandard", "netstandard2.0", ""),
        ("NetFramework", "net472", ""),
        ("CSharp7", "net8.0", "<LangVersion>7.3</LangVersion>"),
        ("MultiTargeted", "net10.0;net8.0;netstandard2.0;net472", ""),
    ];

    [LongFact]
    public async Task Every_kind_of_project_is_told_of_its_mistake_and_of_nothing_else()
    {
        var build = await packages.UserBuildAsync();
        var expected = Libraries
            .SelectMany(library => library.Frameworks.Split(';')
                .Select(framework => new Finding(framework, "Dialer.cs", LineOfBind(Dialer), "PORT0002")))
            .Append(new(Modern, "Program.cs", LineOfBind(Program), "PORT0002"));

        // By name, because two projects of one framework print the same finding.
        var messages = Libraries.Select(library => library.Name).Concat(["TopLevel", "Large"]).SelectMany(build.MessagesOf).ToList();
        Assert.Equal(
            expected.Select(finding => finding.ToString()).Order(),
            messages.Select(message => new Finding(message.Framework, message.Source, message.Line, message.Id).ToString()).Order());
        Assert.All(messages, message => Assert.Contains(
            message.Framework == "net472" ? "ReuseUnicastPort" : "IP_BIND_ADDRESS_NO_PORT", message.Text, StringComparison.Ordinal));

        AssertUnmeasurable(LogOf(build, "Large", Modern));
    }

    /// <summary>A log for each framework, and each with the whole of the finding.</summary>
    [LongFact]
    public async Task A_project_for_several_frameworks_has_a_log_for_each()
    {
        var build = await packages.UserBuildAsync();
        Assert.All(Libraries.Single(library => library.Name == "MultiTargeted").Frameworks.Split(';'), framework =>
        {
            var log = LogOf(build, "MultiTargeted", framework);
            var result = Assert.Single(log.Results, result =>
                result.GetProperty("ruleId").GetString()!.StartsWith("PORT", StringComparison.Ordinal));
            Assert.Equal("PORT0002", result.GetProperty("ruleId").GetString());
            Assert.Equal(LineOfBind(Dialer) + 1, Assert.Single(result.GetProperty("relatedLocations").EnumerateArray())
                .GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32());
            Assert.NotEmpty(log.Rules["PORT0002"].GetProperty("helpUri").GetString()!);
        });
    }

    internal static void AddTo(ScratchSolution solution)
    {
        foreach (var (name, frameworks, properties) in Libraries)
        {
            solution.AddProject(name, frameworks, properties);
            solution.Write($"{name}/Dialer.cs", Dialer);
        }

        solution.AddProject("TopLevel", Modern, "<OutputType>Exe</OutputType><Nullable>enable</Nullable>");
        solution.Write("TopLevel/Program.cs", Program);

        solution.AddProject("Large", Modern, "<ImplicitUsings>enable</ImplicitUsings><ReportAnalyzer>true</ReportAnalyzer>");
        for (var number = 0; number < ManyFiles; number++)
        {
            solution.Write($"Large/Type{number}.cs", WithoutSockets(number));
        }
    }

    private static Sarif LogOf(UserBuild build, string project, string framework) =>
        new(Path.Combine(build.Solution.Folder, project, $"{project}.{framework}.sarif"));

    /// <summary>The compiler's own account of the time that each analyzer took.</summary>
    private static void AssertUnmeasurable(Sarif log)
    {
        Assert.NotEmpty(log.Rules);
        Assert.All(log.Rules.Values, rule =>
        {
            // One analyzer has all the rules, and each tells the share of all, "<1" or a whole number. A first one is the runtime's, which
            // compiles them.
            var share = rule.GetProperty("properties").GetProperty("executionTimeInPercentage").GetString()!;
            Assert.InRange(int.Parse(share.TrimStart('<'), CultureInfo.InvariantCulture), 0, 2);
        });
    }

    private static string WithoutSockets(int number) =>
        $$"""
        namespace Large;

        public sealed class Type{{number}}
        {
            private readonly Dictionary<string, int> _counts = [];

            public int Add(string name, int by) => _counts[name] = _counts.GetValueOrDefault(name) + by;

            public IEnumerable<string> Names(int least) => from pair in _counts where pair.Value >= least orderby pair.Key select pair.Key;
        }
        """;

    internal static int LineOfBind(string source) => source.Split('\n').Index().First(line => line.Item.Contains(".Bind(")).Index + 1;
}
