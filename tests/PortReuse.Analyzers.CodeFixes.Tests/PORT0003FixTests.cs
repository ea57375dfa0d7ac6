using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>A dial from a listener's port that goes on with a new socket where the connection is there already.</summary>
public sealed class PORT0003FixTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string Reuse = "SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true)";

    private const string Listener = $"""
        var listener = {New};
        listener.{Reuse};
        listener.Bind(local);
        listener.Listen(10);

        """;

    [Fact]
    public Task New_socket_is_made_and_configured_as_the_first() => Fixed(
        $$"""
        var dialer = {{New}};
        dialer.NoDelay = true;
        dialer.{{Reuse}};
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        if (OperatingSystem.IsLinux())
        {
            dialer.SetRawSocketOption(6, 18, BitConverter.GetBytes(5000));
            dialer.SetRawSocketOption(6, 4, BitConverter.GetBytes(60));
        }
        dialer.Bind(local);
        // To the peer.
        {|PORT0003:dialer.Connect(remote)|}; // now
        """,
        $$"""
        var dialer = {{New}};
        dialer.NoDelay = true;
        dialer.{{Reuse}};
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        if (OperatingSystem.IsLinux())
        {
            dialer.SetRawSocketOption(6, 18, BitConverter.GetBytes(5000));
            dialer.SetRawSocketOption(6, 4, BitConverter.GetBytes(60));
        }
        dialer.Bind(local);
        try
        {
            // To the peer.
            dialer.Connect(remote); // now
        }
        {{Handler("dialer", New, "dialer.Connect(remote);", "dialer.NoDelay = true;", "dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);", "if (OperatingSystem.IsLinux())", "{", "    dialer.SetRawSocketOption(6, 18, BitConverter.GetBytes(5000));", "    dialer.SetRawSocketOption(6, 4, BitConverter.GetBytes(60));", "}")}}
        """);

    [Fact]
    public Task Using_variable_becomes_a_try_and_finally() => Fixed(
        $$"""
        using var dialer = {{New}};
        dialer.{{Reuse}};
        dialer.Bind(listener.LocalEndPoint!);
        {|PORT0003:dialer.Connect(remote)|};

        // Sent at once.
        dialer.Send(new byte[1]);
        """,
        $$"""
        var dialer = {{New}};
        try
        {
            dialer.{{Reuse}};
            dialer.Bind(listener.LocalEndPoint!);
            try
            {
                dialer.Connect(remote);
            }
        {{Deeper(Handler("dialer", New, "dialer.Connect(remote);"))}}

            // Sent at once.
            dialer.Send(new byte[1]);
        }
        finally
        {
            dialer.Dispose();
        }
        """);

    [Fact]
    public Task Using_block_keeps_its_block() => Fixed(
        $$"""
        using (var dialer = new TcpClient(AddressFamily.InterNetwork) { ExclusiveAddressUse = false })
        {
            dialer.Client.Bind(local);
            {|PORT0003:dialer.Connect((IPEndPoint)remote)|};
        }
        """,
        $$"""
        var dialer = new TcpClient(AddressFamily.InterNetwork) { ExclusiveAddressUse = false };
        try
        {
            dialer.Client.Bind(local);
            try
            {
                dialer.Connect((IPEndPoint)remote);
            }
        {{Deeper(Handler("dialer", "new TcpClient(AddressFamily.InterNetwork) { ExclusiveAddressUse = false }", "dialer.Connect((IPEndPoint)remote);"))}}
        }
        finally
        {
            dialer.Dispose();
        }
        """);

    [Theory]
    [InlineData("if (condition)\n    {|PORT0003:dialer.Connect(remote)|};")]
    [InlineData("if (condition) {|PORT0003:dialer.Connect(remote)|};")]
    public Task Body_without_braces_gets_them(string connect) => Fixed(
        $"""
        var dialer = {New};
        dialer.{Reuse};
        dialer.Bind(local);
        {connect}
        """,
        $$"""
        var dialer = {{New}};
        dialer.{{Reuse}};
        dialer.Bind(local);
        if (condition)
        {
            try
            {
                dialer.Connect(remote);
            }
        {{Deeper(Handler("dialer", New, "dialer.Connect(remote);"))}}
        }
        """);

    [Fact]
    public Task Several_in_one_block_in_the_oldest_language_version_with_other_line_ends() => new FixTest<PORT0003CodeFix>(
        Two(mark: true).WithWindowsLineEnds(), Two(mark: false).WithWindowsLineEnds()).In(LanguageVersion.CSharp7_3).RunAsync();

    [Fact]
    public Task Field_is_given_the_new_socket() => Member(
        $$"""
        private Socket? _dialer;

        public async System.Threading.Tasks.Task Dial(IPEndPoint local, IPEndPoint remote)
        {
            var listener = {{New}};
            listener.{{Reuse}};
            listener.Bind(local);
            listener.Listen(10);
            _dialer = {{New}};
            _dialer.{{Reuse}};
            _dialer.Bind(local);
            await {|PORT0003:_dialer.ConnectAsync(remote)|}.ConfigureAwait(false);
        }
        """,
        $$"""
        private Socket? _dialer;

        public async System.Threading.Tasks.Task Dial(IPEndPoint local, IPEndPoint remote)
        {
            var listener = {{New}};
            listener.{{Reuse}};
            listener.Bind(local);
            listener.Listen(10);
            _dialer = {{New}};
            _dialer.{{Reuse}};
            _dialer.Bind(local);
            try
            {
                await _dialer.ConnectAsync(remote).ConfigureAwait(false);
            }
        {{Deeper(Handler("_dialer", New, "await _dialer.ConnectAsync(remote).ConfigureAwait(false);"))}}
        }
        """);

    /// <summary>What it says of null is said again wherever the old socket is read, and never where the new one is put.</summary>
    [Fact]
    public Task Field_that_may_be_null_is_given_the_new_socket() => Member(
        $$"""
        private Socket? _listener;
        private Socket? _dialer;

        public void Open(IPEndPoint local)
        {
            _listener = {{New}};
            _listener.{{Reuse}};
            _listener.Bind(local);
            _listener.Listen(10);
            _dialer = {{New}};
            _dialer.{{Reuse}};
            _dialer.Bind(local);
        }

        public void Dial(IPEndPoint remote)
        {
            _dialer!.NoDelay = true;
            {|PORT0003:_dialer!.Connect(remote)|};
        }
        """,
        $$"""
        private Socket? _listener;
        private Socket? _dialer;

        public void Open(IPEndPoint local)
        {
            _listener = {{New}};
            _listener.{{Reuse}};
            _listener.Bind(local);
            _listener.Listen(10);
            _dialer = {{New}};
            _dialer.{{Reuse}};
            _dialer.Bind(local);
        }

        public void Dial(IPEndPoint remote)
        {
            _dialer!.NoDelay = true;
            try
            {
                _dialer!.Connect(remote);
            }
        {{Deeper(Handler("_dialer", New, "_dialer!.Connect(remote);", "_dialer!.NoDelay = true;").Replace("_dialer.Dispose", "_dialer!.Dispose", StringComparison.Ordinal))}}
        }
        """);

    [Fact]
    public Task Helper_that_binds_does_not_make_the_new_socket() => Member(
        $$"""
        private static Socket Bound(IPEndPoint local)
        {
            var socket = {{New}};
            socket.{{Reuse}};
            socket.Bind(local);
            return socket;
        }

        public Socket Dial(IPEndPoint local, IPEndPoint remote)
        {
            var listener = Bound(local);
            listener.Listen(10);
            var dialer = Bound(local);
            {|PORT0003:dialer.Connect(remote)|};
            return dialer;
        }
        """,
        $$"""
        private static Socket Bound(IPEndPoint local)
        {
            var socket = {{New}};
            socket.{{Reuse}};
            socket.Bind(local);
            return socket;
        }

        public Socket Dial(IPEndPoint local, IPEndPoint remote)
        {
            var listener = Bound(local);
            listener.Listen(10);
            var dialer = Bound(local);
            try
            {
                dialer.Connect(remote);
            }
        {{Deeper(Handler("dialer", New, "dialer.Connect(remote);"))}}
            return dialer;
        }
        """);

    /// <summary>Where the failure comes later, where the variable is somebody else's, and where somebody else has the socket.</summary>
    [Theory]
    [InlineData("var dialer = NEW; dialer.REUSE; dialer.Bind(local); var pending = {|PORT0003:dialer.BeginConnect(remote, null, null)|}; dialer.EndConnect(pending);")]
    [InlineData("var dialer = NEW; dialer.REUSE; dialer.Bind(local); var other = dialer; {|PORT0003:dialer.Connect(remote)|}; other.Send(new byte[1]);")]
    [InlineData("_only.REUSE; _only.Bind(local); {|PORT0003:_only.Connect(remote)|};")]
    public Task Not_offered(string dial)
    {
        var source = Code.Class(
            $$"""
            private readonly Socket _only = {{New}};

            public void M(IPEndPoint local, EndPoint remote)
            {
                {{Listener.Replace("\n", "\n    ", StringComparison.Ordinal)}}
                {{dial.Replace("NEW", New, StringComparison.Ordinal).Replace("REUSE", Reuse, StringComparison.Ordinal)}}
            }
            """);

        return new FixTest<PORT0003CodeFix>(source, source).RunAsync();
    }

    [Fact]
    public Task Net_Framework() => new FixTest<PORT0003CodeFix>(Two(mark: true), Two(mark: false))
        .For(ReferenceAssemblies.NetFramework.Net472.Default).In(LanguageVersion.CSharp7_3).RunAsync();

    internal static string Handler(string name, string fresh, string connect, params string[] settings)
    {
        string[] lines = [$"{name}.Dispose();", $"{name} = {fresh};", .. settings, connect];

        return $$"""
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable || e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The two ports have a connection already. A new socket makes another one, from a port of the kernel's choice.
            {{Deeper(string.Join('\n', lines))}}
            }
            """;
    }

    internal static string Deeper(string lines) => string.Join('\n', lines.Split('\n').Select(line => "    " + line));

    private static string Two(bool mark)
    {
        string Dial(string name, string exception) => mark
            ? $"{{|PORT0003:{name}.Connect(remote)|}};"
            : $"try\n{{\n    {name}.Connect(remote);\n}}\n{Handler(name, New, $"{name}.Connect(remote);").Replace("e.Socket", $"{exception}.Socket", StringComparison.Ordinal).Replace("SocketException e)", $"SocketException {exception})", StringComparison.Ordinal)}";

        return Code.Method($"""
            {Listener}
            var first = {New};
            first.{Reuse};
            first.Bind(local);
            {Dial("first", "e")}
            var second = {New};
            second.{Reuse};
            second.Bind(local);
            {Dial("second", "e1")}
            """);
    }

    private static Task Fixed(string dial, string repaired) =>
        new FixTest<PORT0003CodeFix>(Code.Method(Listener + "\n" + dial), Code.Method(Listener + "\n" + repaired)).RunAsync();

    private static Task Member(string members, string repaired) =>
        new FixTest<PORT0003CodeFix>(Code.Class(members), Code.Class(repaired)).RunAsync();
}
