using System.Globalization;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>Projects to type in: generated ones, and the files of a folder.</summary>
internal static class KeystrokeCode
{
    /// <summary>All projects have as many files, so that what grows is only what has to do with sockets.</summary>
    public const int Files = 1000;

    private const string Usings =
        "using System; using System.Collections.Generic; using System.Linq; using System.Net; using System.Net.Sockets;\n";

    /// <summary>What the SDK adds to a project by itself.</summary>
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions ParseOptions = new(
        LanguageVersion.Preview, preprocessorSymbols: ["NET", "NETCOREAPP", "NET5_0_OR_GREATER", "NET6_0_OR_GREATER", "NET8_0_OR_GREATER", "NET10_0_OR_GREATER"]);

    /// <summary>
    /// Types that open sockets by helpers of their neighbours, each in a file of its own, and files that have nothing to do with sockets.
    /// All types name their helpers alike.
    /// </summary>
    public static CSharpCompilation Alike(int types) => Create(
        $"Alike{types}",
        Enumerable.Range(0, Files).Select(number => ($"{number}.cs", number < types ? Opener(number, types) : Plain(number))));

    /// <summary>The C# files below a folder as one project; what its packages would bring is missing.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static CSharpCompilation In(string folder) => Create(
        Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsBuilt(Path.GetRelativePath(folder, path)))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path)))
            .Append(("ImplicitUsings.cs", ImplicitUsings)));

    private static bool IsBuilt(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin");

    private static CSharpCompilation Create(string name, IEnumerable<(string Path, string Text)> files) => CSharpCompilation.Create(
        name,
        files.Select(file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path)),
        Net100.References.All,
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    private static string Opener(int number, int types)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {{Usings}}
            public sealed class Opener{{number}}(IPAddress source)
            {
                private readonly {{Neighbour(1)}} _next = new(source);
                private int _count;

                public static Socket Create(IPAddress source) => new(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

                public static void Attach(Socket socket, IPEndPoint local) => socket.Bind(local);

                public static Socket Open(IPAddress source, int port)
                {
                    var socket = {{Neighbour(1)}}.Create(source);
                    {{Neighbour(2)}}.Attach(socket, new IPEndPoint(source, port));
                    return socket;
                }

                public Socket OpenAny()
                {
                    var socket = {{Neighbour(3)}}.Create(source);
                    socket.Bind(new IPEndPoint(source, 0));
                    return socket;
                }

                public Socket Dial(IPEndPoint target)
                {
                    _count++;
                    var socket = {{Neighbour(1)}}.Open(source, 0);
                    socket.Connect(target);
                    var other = _next.OpenAny();
                    other.Connect(target);
                    Console.WriteLine(other.LocalEndPoint);
                    return socket;
                }
            }
            """);

        string Neighbour(int distance) => $"Opener{(number + distance) % types}";
    }

    private static string Plain(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        {{Usings}}
        public sealed class Plain{{number}}
        {
            private readonly Dictionary<string, List<int>> _items = [];

            public int Sum(IEnumerable<int> values)
            {
                var total = 0;
                foreach (var value in values.Where(value => value > {{number}}).Order())
                {
                    total += value;
                    _items[Open(value.ToString())] = [value];
                }

                return total;
            }

            public string Open(string name) => name + Create(name).Length;

            public static string Create(string text) => string.Join(',', text.Split(';').Select(part => part.Trim()));
        }
        """);
}
