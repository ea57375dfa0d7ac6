namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>Where there is more to tell apart than is told apart, nothing is said of what holds on all paths.</summary>
public class CutHistoryTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public Task A_listener_that_does_without_the_option_on_one_of_many_paths(int variants) => RuleTest.Statements(
        $$"""
        using var listener = {{New}};
        switch (port)
        {
            {{Many(variants, i => $"case {i}: listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); break;")}}
            default: return;
        }
        if (flag) listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false);
        listener.Bind(new IPEndPoint(ip, 5000));
        listener.Listen();
        """);

    /// <summary>Code that is not in sight has all of the sockets in what it is given, however many there are.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public Task Sockets_that_unknown_code_is_given_by_the_dozen(int count) => RuleTest.Source(
        $$"""
        class Many { {{Many(count, i => $"public Socket S{i} = {New};")}} }
        interface IPrepare { void Prepare(Many many); }
        class C
        {
            void M(IPrepare outside, IPAddress ip, EndPoint remote)
            {
                var many = new Many();
                outside.Prepare(many);
                many.S1.Bind(new IPEndPoint(ip, 0));
                many.S1.Connect(remote);
            }
        }
        """);

    private static string Many(int count, Func<int, string> line) => string.Join("\n", Enumerable.Range(0, count).Select(line));
}
