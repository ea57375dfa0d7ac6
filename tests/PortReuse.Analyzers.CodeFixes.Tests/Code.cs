namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>What is around the lines that a test is about.</summary>
internal static class Code
{
    private const string Usings = """
        using System;
        using System.Net;
        using System.Net.Sockets;

        """;

    private const string UsingsWithCompanion = """
        using System;
        using System.Net;
        using System.Net.Sockets;
        using PortReuse;

        """;

    public static string Class(string members) => $"{Usings}\nclass C\n{{\n{Indent(members, "    ")}\n}}\n";

    public static string Method(string statements, string modifiers = "") =>
        Class($"public {modifiers}void M(IPAddress ip, IPEndPoint local, EndPoint remote, bool condition)\n{{\n{Indent(statements, "    ")}\n}}");

    /// <summary>The same, where the file has come to use the companion.</summary>
    public static string Importing(this string source) => source.Replace(Usings, UsingsWithCompanion, StringComparison.Ordinal);

    /// <summary>The same, in a project that runs on Windows only.</summary>
    public static string OnWindows(this string source) =>
        source.Replace("\nclass C", "\n[assembly: System.Runtime.Versioning.SupportedOSPlatform(\"windows\")]\n\nclass C",
            StringComparison.Ordinal);

    public static string WithWindowsLineEnds(this string source) => source.Replace("\n", "\r\n", StringComparison.Ordinal);

    // Directives stand where they please, and so does text that must not be moved.
    private static string Indent(string text, string indentation) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : indentation + line));
}
