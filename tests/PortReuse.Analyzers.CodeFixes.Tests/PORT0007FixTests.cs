using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;

namespace PortReuse.Analyzers.CodeFixes.Tests;

/// <summary>An option of one system is set there only.</summary>
public sealed class PORT0007FixTests
{
    private const string Share = "socket.SetRawSocketOption(1, 15, BitConverter.GetBytes(1))";

    [Fact]
    public Task In_a_guard_of_its_own() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // Others may share the port.
        {|PORT0007:{{Share}}|}; // SO_REUSEPORT
        socket.Bind(local);
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // Others may share the port.
        if (OperatingSystem.IsLinux())
        {
            {{Share}}; // SO_REUSEPORT
        }
        socket.Bind(local);
        """);

    [Fact]
    public Task Over_several_lines() => Guard(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0007:socket.SetRawSocketOption(
            1,
            15,
            BitConverter.GetBytes(1))|};
        socket.Bind(local);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(
                1,
                15,
                BitConverter.GetBytes(1));
        }
        socket.Bind(local);
        """);

    [Fact]
    public Task ReuseUnicastPort_on_Windows() => Guard(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0007:socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true)|};
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsWindows())
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
        }
        """);

    [Fact]
    public Task Number_of_two_systems() => Guard(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0007:socket.SetRawSocketOption(0xffff, 0x200, BitConverter.GetBytes(1))|};
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD())
        {
            socket.SetRawSocketOption(0xffff, 0x200, BitConverter.GetBytes(1));
        }
        """);

    [Fact]
    public Task Joined_with_the_guard_before() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));
        }

        // The port too.
        {|PORT0007:{{Share}}|};
        socket.Bind(local);
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            socket.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));
            // The port too.
            {{Share}};
        }

        socket.Bind(local);
        """);

    [Fact]
    public Task Joined_with_the_guard_after_which_gets_braces() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0007:{{Share}}|};
        if (OperatingSystem.IsLinux())
            socket.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));
        socket.Bind(local);
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            {{Share}};
            socket.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));
        }
        socket.Bind(local);
        """);

    [Fact]
    public Task Guard_that_lets_too_many_pass_is_replaced() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (!OperatingSystem.IsWindows())
            {|PORT0007:{{Share}}|};
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
            {{Share}};
        """);

    [Fact]
    public Task Condition_around_it_is_joined() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition || ip.IsIPv6Multicast)
        {
            {|PORT0007:{{Share}}|};
        }
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if ((condition || ip.IsIPv6Multicast) && OperatingSystem.IsLinux())
        {
            {{Share}};
        }
        """);

    [Fact]
    public Task Else_branch() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            socket.NoDelay = true;
        else
            {|PORT0007:{{Share}}|};
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            socket.NoDelay = true;
        else if (OperatingSystem.IsLinux())
            {{Share}};
        """);

    [Fact]
    public Task Body_of_a_loop() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        for (var i = 0; i < 2; i++)
            {|PORT0007:{{Share}}|};
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        for (var i = 0; i < 2; i++)
            if (OperatingSystem.IsLinux())
                {{Share}};
        """);

    [Fact]
    public Task On_a_line_with_others() => Guard(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition) { {|PORT0007:{{Share}}|}; socket.NoDelay = true; }
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition) { if (OperatingSystem.IsLinux()) { {{Share}}; } socket.NoDelay = true; }
        """);

    [Fact]
    public Task Member_with_an_expression_as_its_body() => new FixTest<PORT0007CodeFix>(
        Code.Class($"public static void Share(Socket socket) => {{|PORT0007:{Share}|}};"),
        Code.Class($$"""
            public static void Share(Socket socket)
            {
                if (OperatingSystem.IsLinux())
                {
                    {{Share}};
                }
            }
            """)).RunAsync();

    [Fact]
    public Task Native_call_in_a_condition_on_a_framework_without_OperatingSystem()
    {
        static string Source(string condition) => $$"""
            using System;
            using System.Net.Sockets;
            using System.Runtime.InteropServices;

            class C
            {
                [DllImport("libc", SetLastError = true)]
                static extern int setsockopt(int socket, int level, int name, ref int value, uint length);

                static void Share(Socket socket)
                {
                    int on = 1;
                    if ({{condition}})
                        throw new InvalidOperationException();
                }
            }
            """;

        return new FixTest<PORT0007CodeFix>(
            Source("{|PORT0007:setsockopt((int)socket.Handle, 1, 15, ref on, 4)|} != 0"),
            Source("RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && setsockopt((int)socket.Handle, 1, 15, ref on, 4) != 0"))
            .For(ReferenceAssemblies.NetStandard.NetStandard21).In(LanguageVersion.CSharp7_3).RunAsync();
    }

    [Theory]
    [InlineData("socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))", "socket.TrySetBindAddressNoPort()")]
    [InlineData("socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true)", "socket.TrySetBindAddressNoPort()")]
    [InlineData("socket.SetRawSocketOption(0, 51, BitConverter.GetBytes(40000 | (40999 << 16)))", "socket.TrySetLocalPortRange(40000, 40999)")]
    public Task Companion_knows_the_system(string call, string method) => GuardWithCompanion(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0007:{{call}}|}; // deferred
        socket.Connect(remote);
        """,
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {{method}}; // deferred
        socket.Connect(remote);
        """);

    [Fact]
    public Task Companion_sets_the_option_of_each_Unix() => GuardWithCompanion(
        $$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (!OperatingSystem.IsWindows())
            {|PORT0007:{{Share}}|};
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (!OperatingSystem.IsWindows())
            socket.SetReusePort(true);
        """);

    [Fact]
    public Task Companion_refuses_a_socket_that_is_bound() => GuardWithCompanion(
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        {|PORT0005:{|PORT0007:socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|}|};
        socket.Connect(remote);
        """,
        """
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        {|PORT0002:socket.Bind(new IPEndPoint(ip, 0))|};
        if (OperatingSystem.IsLinux())
        {
            {|PORT0005:socket.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};
        }
        socket.Connect(remote);
        """, isImported: false);

    [Fact]
    public Task Not_where_its_system_never_comes_by() => NotOffered($$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsWindows())
            {|PORT0007:{{Share}}|};
        """);

    [Fact]
    public Task Not_where_an_else_would_change_its_if() => NotOffered($$"""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        if (condition)
            {|PORT0007:{{Share}}|};
        else
            socket.NoDelay = true;
        """);

    private static Task Guard(string statements, string repaired) =>
        new FixTest<PORT0007CodeFix>(Code.Method(statements), Code.Method(repaired)).RunAsync();

    private static Task GuardWithCompanion(string statements, string repaired, bool isImported = true)
    {
        var after = Code.Method(repaired);

        return new FixTest<PORT0007CodeFix>(Code.Method(statements), isImported ? after.Importing() : after).WithCompanion().RunAsync();
    }

    private static Task NotOffered(string statements) => Guard(statements, statements);
}
