using PortReuse.Analyzers.Rules;

namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0007Tests
{
    private const string NoPort = "s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))";
    private const string Flagged = "{|PORT0007:" + NoPort + "|}";

    /// <summary>The usual harness leaves the rule out of sources that do not name it.</summary>
    private const string Named = "// PORT0007 is asked about.\n";

    [Theory]
    [InlineData("{|PORT0007:s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|};")]
    [InlineData("{|PORT0007:s.SetRawSocketOption(0, 51, BitConverter.GetBytes(port))|};")]
    [InlineData("{|PORT0007:s.SetRawSocketOption(1, 2, BitConverter.GetBytes(1))|};")]
    [InlineData("{|PORT0007:s.SetRawSocketOption(1, 15, BitConverter.GetBytes(1))|};")]
    [InlineData("{|PORT0007:s.SetRawSocketOption(0xffff, 4, BitConverter.GetBytes(1))|};")]
    [InlineData("{|PORT0007:s.SetRawSocketOption(0xffff, 0x200, BitConverter.GetBytes(1))|};")]
    [InlineData("{|PORT0007:s.SetRawSocketOption(optionName: 24, optionLevel: 0, optionValue: stackalloc byte[] { 1, 0, 0, 0 })|};")]
    [InlineData("const int Level = 0; var name = 24; {|PORT0007:s.SetRawSocketOption(Level, name, new byte[4])|};")]
    [InlineData("{|PORT0007:s.SetRawSocketOption(0, 24, BitConverter.GetBytes(0))|};")]
    [InlineData("{|PORT0007:s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true)|};")]
    [InlineData("{|PORT0007:s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, 1)|};")]
    [InlineData("try { {|PORT0007:s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1))|}; } catch (SocketException) { }")]
    public Task Flags_each_option(string option) => RuleTest.Members($"void M(Socket s, int port) {{ {option} }}");

    [Theory]
    [InlineData("s.SetRawSocketOption(0, 25, BitConverter.GetBytes(1));")]
    [InlineData("s.SetRawSocketOption(6, 24, BitConverter.GetBytes(1));")]
    [InlineData("s.SetRawSocketOption(1, 6, BitConverter.GetBytes(1));")]
    [InlineData("s.SetRawSocketOption(0, port, BitConverter.GetBytes(1));")]
    [InlineData("s.SetRawSocketOption(port, 24, BitConverter.GetBytes(1));")]
    [InlineData("s.GetRawSocketOption(0, 24, new byte[4]); /* SetRawSocketOption */")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.IP, (SocketOptionName)24, true);")]
    public Task Is_silent_on_other_options(string option) => RuleTest.Members($"{Named}void M(Socket s, int port) {{ {option} }}");

    [Theory]
    [InlineData("if (OperatingSystem.IsLinux()) SET;")]
    [InlineData("if (RuntimeInformation.IsOSPlatform(OSPlatform.Linux)) SET;")]
    [InlineData("if (RuntimeInformation.IsOSPlatform(OSPlatform.Create(\"LINUX\"))) SET;")]
    [InlineData("if (OperatingSystem.IsOSPlatform(\"linux\")) SET;")]
    [InlineData("if (OperatingSystem.IsOSPlatformVersionAtLeast(\"linux\", 6)) SET;")]
    [InlineData("if (flag && OperatingSystem.IsLinux()) SET;")]
    [InlineData("if (OperatingSystem.IsLinux() && flag) SET;")]
    [InlineData("if (!OperatingSystem.IsLinux()) return; SET;")]
    [InlineData("if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException(); SET;")]
    [InlineData("if (!OperatingSystem.IsLinux() || flag) return; SET;")]
    [InlineData("if (!OperatingSystem.IsLinux()) { flag = true; } else { SET; }")]
    [InlineData("if (OperatingSystem.IsLinux() == true) SET;")]
    [InlineData("if (OperatingSystem.IsLinux() is true) SET;")]
    [InlineData("if (OperatingSystem.IsLinux() is false) return; SET;")]
    [InlineData("if (OperatingSystem.IsLinux() != true) return; SET;")]
    [InlineData("var set = flag && OperatingSystem.IsLinux(); if (set) SET;")]
    [InlineData("var skip = flag || !OperatingSystem.IsLinux(); if (skip) return; SET;")]
    [InlineData("var isLinux = OperatingSystem.IsLinux(); if (isLinux) SET;")]
    [InlineData("var set = OperatingSystem.IsLinux() && flag; if (set) SET;")]
    [InlineData("if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD()) return; SET;")]
    [InlineData("while (OperatingSystem.IsLinux() && flag) { SET; flag = false; }")]
    [InlineData("Action set = () => SET; if (OperatingSystem.IsLinux()) set();")]
    [InlineData("if (OperatingSystem.IsLinux()) { try { SET; } catch (SocketException) { } }")]
    [InlineData("if (IsLinux) SET;")]
    [InlineData("if (IsOnLinux()) SET;")]
    [InlineData("if (s_isLinux) SET;")]
    [InlineData("if (!NotLinux) SET;")]
    [InlineData("if (Attributed) SET;")]
    [InlineData("if (CanDefer) SET;")]
    [InlineData("Deferred(s);")]
    [InlineData("s.SetRawSocketOption(OperatingSystem.IsLinux() ? 1 : 0xffff, OperatingSystem.IsLinux() ? 2 : 4, BitConverter.GetBytes(1));")]
    public Task Is_silent_behind_a_guard(string statements) => RuleTest.Members(
        $$"""
        {{Named}}
        void M(Socket s, bool flag) { {{statements.Replace("SET", NoPort)}} }

        static bool IsLinux => OperatingSystem.IsLinux();
        static bool IsOnLinux() => RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
        static readonly bool s_isLinux = OperatingSystem.IsLinux();
        static bool NotLinux { get { return !OperatingSystem.IsLinux(); } }
        [SupportedOSPlatformGuard("linux")] static bool Attributed { get; set; }
        static bool CanDefer => OperatingSystem.IsLinux() && Environment.OSVersion.Version.Major >= 4;

        // Whoever calls it has seen to it.
        [SupportedOSPlatform("linux")] static void Deferred(Socket s) => {{NoPort}};
        """);

    [Theory]
    [InlineData("if (OperatingSystem.IsWindows()) SET;")]
    [InlineData("if (!OperatingSystem.IsLinux()) SET;")]
    [InlineData("if (OperatingSystem.IsLinux() || flag) SET;")]
    [InlineData("if (OperatingSystem.IsLinux()) flag = true; SET;")]
    [InlineData("if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) SET;")]
    [InlineData("if (!OperatingSystem.IsWindows()) SET;")]
    [InlineData("if (OperatingSystem.IsLinux()) { } else SET;")]
    [InlineData("if (flag) SET;")]
    [InlineData("if (!IsLinux) SET;")]
    [InlineData("if (IsUnix) SET;")]
    [InlineData("Action set = () => SET; set();")]
    [InlineData("if (OperatingSystem.IsLinux() == false) SET;")]
    [InlineData("if (OperatingSystem.IsLinux() is not true) SET;")]
    [InlineData("var set = OperatingSystem.IsLinux() || flag; if (set) SET;")]
    [InlineData("var set = OperatingSystem.IsLinux() && flag; if (!set) SET;")]
    public Task Flags_what_the_guard_does_not_guard(string statements) => RuleTest.Members(
        $$"""
        void M(Socket s, bool flag) { {{statements.Replace("SET", Flagged)}} }

        static bool IsLinux => OperatingSystem.IsLinux();
        static bool IsUnix => Environment.OSVersion.Platform == PlatformID.Unix;
        """);

    [Theory]
    [InlineData("if (OperatingSystem.IsWindows()) s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);")]
    [InlineData("if (OperatingSystem.IsWindowsVersionAtLeast(10)) s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);")]
    [InlineData("if (OperatingSystem.IsMacOS()) s.SetRawSocketOption(0xffff, 0x200, new byte[4]);")]
    [InlineData("if (OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD()) s.SetRawSocketOption(0xffff, 0x200, new byte[4]);")]
    [InlineData("if (!OperatingSystem.IsLinux()) s.SetRawSocketOption(0xffff, 4, new byte[4]);")]
    public Task Each_option_has_its_own_systems(string statements) => RuleTest.Members($"{Named}void M(Socket s) {{ {statements} }}");

    [Theory]
    [InlineData("[SupportedOSPlatform(\"linux\")]", "", "")]
    [InlineData("", "[SupportedOSPlatform(\"linux\")]", "")]
    [InlineData("", "", "[assembly: SupportedOSPlatform(\"linux\")]")]
    [InlineData("[UnsupportedOSPlatform(\"windows\"), UnsupportedOSPlatform(\"macos\"), UnsupportedOSPlatform(\"freebsd\")]", "", "")]
    public Task Is_silent_where_an_attribute_says_where_it_runs(string onMember, string onType, string onAssembly) => RuleTest.Source(
        $$"""
        {{onAssembly}}
        {{Named}}
        {{onType}}
        class C
        {
            {{onMember}}
            void M(Socket s) => {{NoPort}};
        }
        """);

    [Theory]
    [InlineData("using System.Runtime.Versioning; [assembly: SupportedOSPlatform(\"linux\")]")]
    [InlineData("[assembly: global::System.Runtime.Versioning.SupportedOSPlatformAttribute(\"linux\")]")]
    [InlineData("using On = System.Runtime.Versioning.SupportedOSPlatformAttribute; [assembly: On(\"linux\")]")]
    public Task Is_silent_where_the_assemblys_attribute_says_where_it_runs_however_it_is_written(string attribute) =>
        RuleTest.Source($"{attribute} class C {{ void M(System.Net.Sockets.Socket s) => s.SetRawSocketOption(0, 24, System.BitConverter.GetBytes(1)); }}");

    [Theory]
    [InlineData("[SupportedOSPlatform(\"windows\")]")]
    [InlineData("[UnsupportedOSPlatform(\"windows\")]")]
    [InlineData("[SupportedOSPlatform(\"linux\"), SupportedOSPlatform(\"macos\")]")]
    public Task Flags_where_the_attribute_says_another_system(string attribute) => RuleTest.Members(
        $"{attribute} void M(Socket s) => {Flagged};");

    [Fact]
    public Task Flags_a_native_call_by_any_name() => RuleTest.Members(
        """
        [DllImport("libc", SetLastError = true)]
        static extern int setsockopt(int socket, int level, int name, ref int value, int length);

        [DllImport("libc", EntryPoint = "setsockopt")]
        static extern int SetOption(IntPtr socket, int level, int name, ref int value, int length);

        [DllImport("libc")]
        static extern int getsockopt(int socket, int level, int name, ref int value, int length);

        void M(Socket s)
        {
            var on = 1;
            {|PORT0007:setsockopt((int)s.Handle, 1, 15, ref on, 4)|};
            {|PORT0007:SetOption(s.Handle, 0, 24, ref on, 4)|};
            getsockopt((int)s.Handle, 1, 15, ref on, 4);
            setsockopt((int)s.Handle, 1, 9, ref on, 4);
            if (OperatingSystem.IsLinux()) setsockopt((int)s.Handle, 1, 15, ref on, 4);
        }
        """);

    /// <summary>
    /// A helper that every caller guards is guarded; one that some caller does not is flagged once, where it sets the option.
    /// </summary>
    [Fact]
    public Task A_private_helper_is_seen_from_its_callers() => RuleTest.Members(
        $$"""
        public void A(Socket s) { if (OperatingSystem.IsLinux()) Guarded(s); }
        private static void Guarded(Socket s) => {{NoPort}};

        public void B(Socket s) { if (OperatingSystem.IsLinux()) Sometimes(s); }
        public void B2(Socket s) => Sometimes(s);
        private static void Sometimes(Socket s) => {{Flagged}};
        """);

    [Theory]
    [InlineData("s.SetRawSocketOption(0, 24, new byte[4])", "IP_BIND_ADDRESS_NO_PORT", "Linux")]
    [InlineData("s.SetRawSocketOption(0, 51, new byte[4])", "IP_LOCAL_PORT_RANGE", "Linux")]
    [InlineData("s.SetRawSocketOption(1, 2, new byte[4])", "SO_REUSEADDR", "Linux")]
    [InlineData("s.SetRawSocketOption(1, 15, new byte[4])", "SO_REUSEPORT", "Linux")]
    [InlineData("s.SetRawSocketOption(0xffff, 4, new byte[4])", "SO_REUSEADDR", "Windows, macOS and FreeBSD")]
    [InlineData("s.SetRawSocketOption(0xffff, 0x200, new byte[4])", "SO_REUSEPORT", "macOS and FreeBSD")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true)", "ReuseUnicastPort", "Windows")]
    public async Task Names_the_option_and_its_systems(string option, string name, string systems)
    {
        var finding = Assert.Single(await RuleTest.Findings($"class C {{ void M(Socket s) => {option}; }}"));
        Assert.Equal(PORT0007.Id, finding.Id);
        Assert.Equal(
            $"{name} is an option of {systems}, and this code may run elsewhere: there the number is an error, or another option. "
            + "Guard it by a test of the system.",
            finding.GetMessage());
        Assert.Equal(option, RuleTest.CodeAt(finding.Location));
        Assert.Empty(finding.AdditionalLocations);
    }

    [Fact]
    public Task A_project_for_Windows_only_may_set_the_Windows_option() => RuleTest.SourceForNetFramework(
        """
        // PORT0007
        using System.Net.Sockets;

        class C
        {
            void M(Socket s) => s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true);
        }
        """);

    [Theory]
    [InlineData("#pragma warning disable PORT0007\n", "")]
    [InlineData("", "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Reliability\", \"PORT0007\")]")]
    public Task Is_silenced_as_any_analyzer_is(string header, string attribute) => RuleTest.Source(
        $$"""
        {{header}}
        class C
        {
            {{attribute}}
            void M(Socket s) => {{NoPort}};
        }
        """);
}
