using Microsoft.CodeAnalysis.CSharp;

namespace PortReuse.Analyzers.CodeFixes.Tests.PORT0001AndPORT0002;

/// <summary>Comments, directives, line ends, tabs and old language versions.</summary>
public sealed class TriviaTests
{
    private static readonly string BindOfOneBranch = Code.Method(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        socket.Connect(remote);
        """);

    private static readonly string BindOfOneBranchInBraces = Code.Method(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
        {
            if (OperatingSystem.IsLinux())
            {
                // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
            }
            socket.Bind(new IPEndPoint(ip, 0));
        }
        socket.Connect(remote);
        """);

    [Fact]
    public Task Comment_stays_with_the_bind_it_is_about() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // About the section.

        // Leave from this address,
        /* by any port. */
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|}; // 0: any

        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // About the section.

        // Leave from this address,
        /* by any port. */
        socket.BindForConnect(new IPEndPoint(ip, 0)); // 0: any

        socket.Connect(remote);
        """);

    [Fact]
    public Task Option_stays_on_the_same_side_of_a_directive() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        #region Bind
        #if !NEVER
        // The source.
        {|PORT0002:socket.Bind((EndPoint)new IPEndPoint(ip, 0))|};
        #else
        socket.Bind(local);
        #endif
        #endregion
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        #region Bind
        #if !NEVER
        socket.TrySetBindAddressNoPort();
        // The source.
        socket.Bind((EndPoint)new IPEndPoint(ip, 0));
        #else
        socket.Bind(local);
        #endif
        #endregion
        socket.Connect(remote);
        """);

    [Fact]
    public Task Braces_stay_on_the_same_side_of_a_directive() => FixTest.InMethod(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
        #if NEVER
            Console.WriteLine();
        #else
            {|PORT0002:socket.Bind((EndPoint)new IPEndPoint(ip, 0))|};
        #endif
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
        #if NEVER
            Console.WriteLine();
        #else
        {
            socket.TrySetBindAddressNoPort();
            socket.Bind((EndPoint)new IPEndPoint(ip, 0));
        }
        #endif
        socket.Connect(remote);
        """);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    public Task Line_ends_are_those_of_the_file(string newLine) => FixTest.SetOption(
        BindOfOneBranch.Replace("\n", newLine, StringComparison.Ordinal),
        BindOfOneBranchInBraces.Replace("\n", newLine, StringComparison.Ordinal)).RunAsync();

    [Fact]
    public Task Line_ends_of_an_added_using_directive() => FixTest.CallCompanion(
        Code.Method("""
            var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|};
            client.Connect((IPEndPoint)remote);
            """).WithWindowsLineEnds(),
        Code.Method("""
            var localEndPoint = new IPEndPoint(ip, 0);
            var client = new TcpClient(localEndPoint.AddressFamily);
            client.Client.BindForConnect(localEndPoint);
            client.Connect((IPEndPoint)remote);
            """).Importing().WithWindowsLineEnds()).RunAsync();

    [Theory]
    [InlineData("\t")]
    [InlineData("  ")]
    public Task Indentation_is_that_of_the_file(string unit) => FixTest.SetOption(
        BindOfOneBranch.Replace("    ", unit, StringComparison.Ordinal),
        BindOfOneBranchInBraces.Replace("    ", unit, StringComparison.Ordinal)).RunAsync();

    [Theory]
    [InlineData("indent_style = tab", "\t")]
    [InlineData("indent_style = space\nindent_size = 3", "   ")]
    [InlineData("", "    ")]
    public Task Indentation_is_the_configured_one_where_the_file_has_none(string editorConfig, string unit) => FixTest.SetOption(
        """
        using System;
        using System.Net;
        using System.Net.Sockets;

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))|};
        socket.Connect(IPAddress.Loopback, 80);
        """,
        $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
        {{unit}}// IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
        {{unit}}socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
        }
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(IPAddress.Loopback, 80);
        """).AsProgram().WithEditorConfig(editorConfig).RunAsync();

    [Fact]
    public Task Oldest_language_version() => Task.WhenAll(new[]
    {
        FixTest.SetOption(
            Code.Method("""
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                Action bind = () => {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
                bind();
                socket.Connect(remote);
                """),
            Code.Method("""
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                Action bind = () =>
                {
                    if (OperatingSystem.IsLinux())
                    {
                        // IPPROTO_IP (0), IP_BIND_ADDRESS_NO_PORT (24): the kernel chooses the port at connect, when the destination is known.
                        socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                    }
                    socket.Bind(new IPEndPoint(ip, 0));
                };
                bind();
                socket.Connect(remote);
                """)),
        FixTest.CallCompanion(
            Code.Method("""
                using (var client = {|PORT0002:new TcpClient(new IPEndPoint(ip, 0))|})
                    client.Connect((IPEndPoint)remote);
                """),
            Code.Method("""
                var localEndPoint = new IPEndPoint(ip, 0);
                using (var client = new TcpClient(localEndPoint.AddressFamily))
                {
                    client.Client.BindForConnect(localEndPoint);
                    client.Connect((IPEndPoint)remote);
                }
                """).Importing()),
    }.Select(test => test.In(LanguageVersion.CSharp7_3).RunAsync()));
}
