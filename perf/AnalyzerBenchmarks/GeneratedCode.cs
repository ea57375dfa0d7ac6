using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.AnalyzerBenchmarks;

/// <summary>What a generated source has more of.</summary>
public enum Dimension
{
    /// <summary>Methods of one type, each with a socket that is bound and connected.</summary>
    Methods,

    /// <summary>Sockets of one method, one after the other.</summary>
    Sockets,

    /// <summary>Branches between the bind and the connect of one socket.</summary>
    Branches,

    /// <summary>Calls in a chain, from the method that connects down to the one that binds; each method is of a type of its own.</summary>
    Calls,

    /// <summary>Types that connect the socket which one helper binds.</summary>
    Callers,

    /// <summary>Files, of which one in fifty has to do with sockets.</summary>
    Files,
}

/// <summary>Compilations of a known size.</summary>
internal static class GeneratedCode
{
    private const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;

        """;

    /// <summary>Parsed and never compiled: nothing that an earlier run has worked out is in it.</summary>
    public static CSharpCompilation Of(Dimension dimension, int size)
    {
        var sources = dimension switch
        {
            Dimension.Methods => [Type("C", Repeat(size, number => Method(number, Socket("s"))))],
            Dimension.Sockets => [Type("C", Method(0, Repeat(size, number => Socket($"s{number}"))))],
            Dimension.Branches =>
                [Type("C", Method(0,
                    Socket("s", between: Repeat(size, number => $"if (flags[{number}]) total += {number}; else total--;\n"))))],
            Dimension.Calls => [Chain(size)],
            Dimension.Callers => [Opener, .. Enumerable.Range(0, size).Select(number => Caller($"Caller{number}", "Opener.Open"))],
            _ => Enumerable.Range(0, size)
                .Select(number => number % 50 == 0 ? Type($"Dialer{number}", Method(number, Socket("s"))) : Plain(number)),
        };
        return CSharpCompilation.Create(
            "Generated",
            sources.Select(source => CSharpSyntaxTree.ParseText(source)),
            Net100.References.All,
            new(OutputKind.DynamicallyLinkedLibrary));
    }

    private static string Type(string name, string members) => $"{Usings}public class {name}\n{{\n{members}}}\n";

    private const string Opener =
        $$"""
        {{Usings}}
        public static class Opener
        {
            public static Socket Open(IPAddress ip)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(ip, 0));
                return socket;
            }
        }
        """;

    private static string Caller(string name, string opener) =>
        Type(name, $"public void Dial(IPAddress ip, IPEndPoint remote) => {opener}(ip).Connect(remote);\n");

    /// <summary>In one file, so that no file more has to be looked at for a longer chain.</summary>
    private static string Chain(int size) =>
        Opener +
        Repeat(size, number => $"public static class Link{number}\n{{\npublic static Socket Open(IPAddress ip) => {(number == 0 ? "Opener" : $"Link{number - 1}")}.Open(ip);\n}}\n") +
        Caller("Caller", $"Link{size - 1}.Open").Substring(Usings.Length);

    private static string Method(int number, string statements) =>
        $"public int M{number}(IPAddress ip, IPEndPoint remote, bool[] flags)\n{{\nint total = 0;\n{statements}return total;\n}}\n";

    private static string Socket(string name, string between = "") =>
        $"""
        var {name} = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        {name}.Bind(new IPEndPoint(ip, 0));
        {between}{name}.Connect(remote);

        """;

    private static string Plain(int number) =>
        $$"""
        {{Usings}}
        public sealed class Plain{{number}}
        {
            private readonly Dictionary<string, int> _counts = new();

            public int Add(string name, int by) => _counts[name] = (_counts.TryGetValue(name, out var known) ? known : 0) + by;

            public IEnumerable<string> Names(int least) => from pair in _counts where pair.Value >= least orderby pair.Key select pair.Key;
        }
        """;

    private static string Repeat(int count, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var number = 0; number < count; number++)
        {
            text.Append(part(number));
        }

        return text.ToString();
    }
}
