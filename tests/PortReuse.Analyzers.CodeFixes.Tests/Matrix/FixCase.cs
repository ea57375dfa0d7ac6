using System.Globalization;

namespace PortReuse.Analyzers.CodeFixes.Tests.Matrix;

/// <summary>
/// One fix, and code for it that every framework and language version compiles: the row of the tables that all fixes are held to.
/// </summary>
/// <param name="Rule">The diagnostic.</param>
/// <param name="Key">The equivalence key. It is a contract with those who apply fixes by a tool, and so is written out here.</param>
/// <param name="Statements">
/// The body of a method that has <c>ip</c>, <c>remote</c> and <c>host</c>; <c>PORT</c> is a number, another for each.
/// </param>
/// <param name="Removed">A statement that the fix takes away, with the comments about it.</param>
/// <param name="Everywhere">
/// What the fix writes is in every framework; else there must be <c>SetRawSocketOption</c>, or the companion.
/// </param>
internal sealed record FixCase(string Rule, string Key, string Statements, string? Removed = null, bool Everywhere = true)
{
    private const string Socket = "var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);\n";
    private const string Reuse = ".SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);\n";
    private const string OnLinux = "if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux))\n{\n    setsockopt((int)socket.Handle, 0, 24, On, 4);\n}\n";

    public static IReadOnlyList<FixCase> All { get; } =
    [
        new("PORT0001", "PortReuse.SetBindAddressNoPort", Socket + "socket" + Reuse + "socket.Bind(new IPEndPoint(ip, 0));\nsocket.Connect(remote);", Everywhere: false),
        new("PORT0002", "PortReuse.SetBindAddressNoPort", Socket
            + "socket.Bind(new IPEndPoint(ip, 0));\nsocket.Connect(remote);", Everywhere: false),
        new("PORT0002", "PortReuse.SetBindAddressNoPort",
            "var client = new TcpClient(new IPEndPoint(ip, 0));\nclient.Connect(remote);", Everywhere: false),
        new(
            "PORT0002",
            "PortReuse.RemoveWildcardBind",
            Socket + "socket.Bind(new IPEndPoint(IPAddress.Any, 0));\nsocket.Connect(remote);",
            Removed: "socket.Bind(new IPEndPoint(IPAddress.Any, 0));"),
        new("PORT0003", "PortReuse.ConnectFreshSocket", Peer("listener" + Reuse, "dialer" + Reuse)),
        new("PORT0004", "PortReuse.SocketForEachAttempt", Socket + "socket.NoDelay = true;\nsocket.Bind(new IPEndPoint(ip, PORT));\nsocket.Connect(host, 80);"),
        new("PORT0005", "PortReuse.MoveOptionBeforeBind", Socket + "socket.Bind(new IPEndPoint(ip, PORT));\nsocket.ExclusiveAddressUse = true;\nsocket.Connect(remote);"),
        new(
            "PORT0006",
            "PortReuse.ReadTrueLocalEndPoint",
            Socket + OnLinux + "socket.Bind(new IPEndPoint(ip, 0));\nvar chosen = socket.LocalEndPoint;\nsocket.Connect(remote);\nConsole.WriteLine(chosen);"),
        new("PORT0007", "PortReuse.GuardOption", Socket + "setsockopt((int)socket.Handle, 1, 15, On, 4);\nsocket.Bind(new IPEndPoint(ip, PORT));\nsocket.Listen(5);"),
        new(
            "PORT0008",
            "PortReuse.RemoveBindAddressNoPort",
            "var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);\n" + OnLinux + "socket.Bind(new IPEndPoint(ip, PORT));",
            Removed: "setsockopt((int)socket.Handle, 0, 24, On, 4);"),
        new("PORT0009", "PortReuse.ShareListenersPort", Peer("", "dialer" + Reuse)),
        new(
            "PORT0010",
            "PortReuse.RemoveReuseAddress",
            Socket + "socket" + Reuse + "socket.Bind(new IPEndPoint(ip, PORT));\nsocket.Listen(5);",
            Removed: ("socket" + Reuse).TrimEnd()),
    ];

    /// <summary>Their names, for a theory.</summary>
    public static TheoryData<string> Names => new(All.Select(each => each.ToString()));

    public static FixCase Of(string name) => All.Single(each => each.ToString() == name);

    public string Source => In("Code", On(5000));

    /// <summary>Two of them in one method, and a third in another.</summary>
    public string Several(string type)
    {
        string Block(int port) => $"{{\n{Indent(On(port))}\n}}";

        return In(type, $"{Block(5001)}\n\n{Block(5002)}", On(5003));
    }

    /// <summary>The statements with that port.</summary>
    public string On(int port) => Statements.Replace("PORT", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>A file with a type that has the statements, each in a method of its own.</summary>
    public static string In(string type, params string[] bodies)
    {
        var methods = bodies.Select((body, index) =>
            $"public static void Run{index}(IPAddress ip, IPEndPoint remote, string host)\n{{\n{Indent(body)}\n}}\n\n");

        return $$"""
            using System;
            using System.Net;
            using System.Net.Sockets;
            using System.Runtime.InteropServices;

            namespace Matrix
            {
                internal static class {{type}}
                {
                    private static readonly byte[] On = { 1, 0, 0, 0 };

            {{Indent(Indent(string.Concat(methods)))}}
                    [DllImport("libc")]
                    private static extern int setsockopt(int socket, int level, int name, byte[] value, int length);
                }
            }

            """;
    }

    public override string ToString() => $"{Rule}, {Key.Replace("PortReuse.", "", StringComparison.Ordinal)}{(Statements.Contains("TcpClient", StringComparison.Ordinal) ? ", TcpClient" : "")}";

    private static string Peer(string listenersOption, string dialersOption) =>
        $"""
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        {listenersOption}listener.Bind(new IPEndPoint(ip, PORT));
        listener.Listen(5);
        var dialer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        {dialersOption}dialer.Bind(new IPEndPoint(ip, PORT));
        dialer.Connect(remote);
        """;

    private static string Indent(string lines) =>
        string.Join('\n', lines.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
