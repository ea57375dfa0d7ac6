namespace PortReuse.FixProofs.Tests.Support;

internal enum Holder
{
    Local,
    UsingVariable,
    UsingBlock,
    Field,
}

/// <summary>How a program keeps and makes its socket: what the programs of all rules differ in.</summary>
internal sealed record Shape(Holder Holder, bool IsClient, bool IsAsync, bool IsV6)
{
    private static readonly bool[] Either = [false, true];

    /// <summary>The variable.</summary>
    public string Name => Holder == Holder.Field ? "_held" : "held";

    /// <summary>The socket in it.</summary>
    public string Socket => IsClient ? $"{Name}.Client" : Name;

    public string Type => IsClient ? "TcpClient" : "Socket";

    public string Family => IsV6 ? "AddressFamily.InterNetworkV6" : "AddressFamily.InterNetwork";

    public string New => IsClient ? $"new TcpClient({Family})" : $"new Socket({Family}, SocketType.Stream, ProtocolType.Tcp)";

    /// <summary>Each of them once.</summary>
    public static IEnumerable<Shape> All =>
        from holder in Enum.GetValues<Holder>()
        from isClient in Either
        from isAsync in Either
        from isV6 in Either
        select new Shape(holder, isClient, isAsync, isV6);

    public override string ToString() => $"{Type}, {Holder}, {(IsAsync ? "async" : "sync")}, {(IsV6 ? "IPv6" : "IPv4")}";

    /// <summary>A whole program: what comes before the socket is made, then <paramref name="body"/> with the socket.</summary>
    public string Program(string parameters, string before, string body, string? creation = null)
    {
        var made = creation ?? New;
        var life = Holder switch
        {
            Holder.Local => $"var {Name} = {made};\n{body}\n{Name}.Dispose();",
            Holder.UsingVariable => $"using var {Name} = {made};\n{body}",
            Holder.UsingBlock => $"using (var {Name} = {made})\n{{\n{Indent(body)}\n}}",
            _ => $"{Name} = {made};\n{body}\n{Name}.Dispose();",
        };
        var field = Holder == Holder.Field ? $"    private static {Type} {Name} = null!;\n\n" : "";
        return $$"""
            using System;
            using System.Net;
            using System.Net.Sockets;
            using System.Threading.Tasks;

            public static class Program
            {
            {{field}}    public static {{(IsAsync ? "async Task" : "void")}} Run({{parameters}})
                {
            {{Indent(Indent(before.Length > 0 ? before + "\n" + life : life))}}
                }
            }

            """;
    }

    /// <summary>A connect of the socket to that target.</summary>
    public string Connect(string target) => IsAsync ? $"await {Name}.ConnectAsync({target});" : $"{Name}.Connect({target});";

    public static string Indent(string lines) =>
        string.Join('\n', lines.Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
