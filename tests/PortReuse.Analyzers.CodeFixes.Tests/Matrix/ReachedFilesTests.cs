using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.CodeFixes.Tests.Matrix;

/// <summary>
/// What a fix would bring about in a file that it does not change keeps it from being offered: there the endpoint is read between the bind
/// and the connect, and is port 0 for ever once the bind chooses no port. What the diagnostic tells of is another caller, that reads
/// nothing.
/// </summary>
public sealed class ReachedFilesTests
{
    private const string Usings = "using System;\nusing System.Net;\nusing System.Net.Sockets;\n";

    private const string Bound = """
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(ip, 0));
            return socket;
        }
        """;

    private const string Helpers = $$"""
        {{Usings}}
        static class Helpers
        {
            private static readonly IPAddress ip = IPAddress.Loopback;

            public static Socket Anywhere
            {
                get
                {{Bound}}
            }

            public static Socket Plain(IPAddress ip)
            {{Bound}}

            public static Socket ByExtension(this IPAddress ip)
            {{Bound}}
        }

        class Opener(IPAddress ip)
        {
            public static Opener Default { get; } = new Opener(IPAddress.Loopback);

            public Socket Open()
            {{Bound}}
        }
        """;

    private const string Blocks = $$"""
        {{Usings}}
        static class Blocks
        {
            extension(IPAddress ip)
            {
                public Socket OfBlock
                {
                    get
                    {{Bound}}
                }

                public Socket InBlock()
                {{Bound}}
            }

            extension(IPAddress)
            {
                public static Socket Anywhere() => AnywhereOf(IPAddress.Loopback);
            }

            private static Socket AnywhereOf(IPAddress ip)
            {{Bound}}
        }
        """;

    /// <summary>How the other file gets the socket, the directive that it has for that, or the one that all files have.</summary>
    [Theory]
    [InlineData("Helpers.Plain(ip)")]
    [InlineData("ip.ByExtension()")]
    [InlineData("ip?.ByExtension()!")]
    [InlineData("ip.\n            ByExtension()")]
    [InlineData("new Opener(ip).Open()")]
    [InlineData("Opener.Default.Open()")]
    [InlineData("Short.Plain(ip)", "using Short = Helpers;")]
    [InlineData("Plain(ip)", "using static Helpers;")]
    [InlineData("Plain(ip)", "using static global::Helpers;")]
    [InlineData("Plain(ip)", "", "global using static Helpers;")]
    [InlineData("Anywhere", "", "global using static Helpers;")]
    [InlineData("Short.Plain(ip)", "", "global using Short = Helpers;")]
    public Task Read_in_another_file_that_would_go_stale(string call, string directive = "", string globalDirective = "") =>
        AssertRefusedAsync(Helpers, call, directive, globalDirective);

    /// <summary>The members of an extension block, which only a later compiler can read.</summary>
    [Fact]
    public Task Read_in_another_file_of_what_an_extension_block_binds() => AssertBlocksRefusedAsync("5.9.0");

    [LongFact]
    public Task Read_in_another_file_of_what_an_extension_block_binds_in_the_first_that_knows_it() => AssertBlocksRefusedAsync("5.0.0");

    private static async Task AssertBlocksRefusedAsync(string version)
    {
        var assert = RoslynHost.Of<ReachedFilesTests>(version).MethodOf<Func<string, string, string, string,
            Task>>(typeof(ReachedFilesTests), nameof(AssertRefusedAsync));

        foreach (var call in new[] { "ip.InBlock()", "ip.OfBlock", "IPAddress.Anywhere()", "Blocks.InBlock(ip)" })
        {
            await assert(Blocks, call, "", "");
        }
    }

    private static async Task AssertRefusedAsync(string helpers, string call, string directive, string globalDirective)
    {
        Assert.False(await IsOfferedAsync("Console.WriteLine(socket.LocalEndPoint);"), call);

        // Nothing else is in the way.
        Assert.True(await IsOfferedAsync(""), call);

        async Task<bool> IsOfferedAsync(string read)
        {
            var fix = FixCase.Of("PORT0002, SetBindAddressNoPort");
            using var solution = new MatrixSolution(fix);
            await solution.AddAsync(
                "net8.0",
                true,
                LanguageVersion.Preview,
                [],
                ("Helpers.cs", helpers),
                ("Caller.cs", Caller("Caller", call, read, directive)),
                ("Dialer.cs", Caller("Dialer", call, "", directive)),
                ("Usings.cs", globalDirective));
            await solution.AssertSoundAsync();

            return (await solution.OfferedAsync(Assert.Single(await solution.FindAsync()))).Any(action => action.EquivalenceKey == fix.Key);
        }
    }

    /// <summary>It is worth a look by itself, whatever it calls.</summary>
    private static string Caller(string name, string call, string read, string directive) => $$"""
        {{Usings}}{{directive}}

        class {{name}}
        {
            public void M(IPAddress ip, EndPoint remote, Socket listener, IPEndPoint local)
            {
                var socket = {{call}};
                {{read}}
                socket.Connect(remote);
                listener.Bind(local);
                listener.Listen();
            }
        }
        """;
}
