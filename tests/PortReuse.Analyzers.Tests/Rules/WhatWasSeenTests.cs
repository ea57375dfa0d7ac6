namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>The test of a rule that is not written yet fails, and says what the rule has to go by.</summary>
public class WhatWasSeenTests
{
    private const string Socket = "var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); ";

    [Fact]
    public async Task A_failure_shows_the_source_and_what_happens_to_its_sockets()
    {
        var failure = await FailureOf("s.Bind(remote); {|PORT0001:s.Connect(remote)|};");

        Assert.Contains("{|PORT0001:s.Connect(remote)|};", failure, StringComparison.Ordinal);
        Assert.Contains("\nC, what happens to each socket, and what may have happened before:\ns (Tcp)\n  created\n  bind ? ← nothing\n  connect ← bound", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("not looked at", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{|PORT0001:s.Connect(remote)|};", "no socket")]
    [InlineData("s.Bind(remote); {|PORT0001:s.Listen(5)|};", "  listen ← bound")]
    public async Task A_failure_says_that_a_type_is_not_looked_at(string statements, string happening)
    {
        var failure = await FailureOf(statements);

        Assert.Contains("\nC is not looked at: it has none of the words in SocketFlow/Sources/SocketSources.cs", failure,
            StringComparison.Ordinal);
        Assert.Contains(happening, failure, StringComparison.Ordinal);
    }

    private static async Task<string> FailureOf(string statements) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => RuleTest.Statements(Socket + statements))).Message;
}
