namespace PortReuse.Analyzers.Tests.Rules;

/// <summary>A name that sounds like a test of the system is evidence only where the code that answers cannot be seen.</summary>
public class GuardNameTests
{
    private const string New = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData("bool HasNoPort => _port == 0;", "HasNoPort")]
    [InlineData("bool HasNoPort() => _port == 0;", "HasNoPort()")]
    [InlineData("bool HasNoPort() { var p = _port; if (p < 0) throw new ArgumentException(nameof(p)); return p == 0; }", "HasNoPort()")]
    [InlineData("bool HasNoPort { get { return _end?.Port == 0; } } IPEndPoint _end = null;", "HasNoPort")]
    [InlineData("bool HasNoPort => string.IsNullOrEmpty(_text); string _text = null;", "HasNoPort")]
    [InlineData("bool HasNoPort => IsUnset(_port); static bool IsUnset(int number) => number == 0;", "HasNoPort")]
    [InlineData("readonly bool _hasNoPort; C(int port) { _hasNoPort = port == 0; }", "_hasNoPort")]
    [InlineData("bool _hasNoPort; C(int port) => _hasNoPort = port == 0;", "_hasNoPort")]
    [InlineData("bool HasNoPort { get; } C(int port) { HasNoPort = port == 0; }", "HasNoPort")]
    [InlineData("bool HasNoPort { get; set; } C(int port) { HasNoPort = port == 0; }", "HasNoPort")]
    public Task The_code_in_sight_decides(string guard, string test) => RuleTest.Source(
        $$"""
        class C
        {
            int _port = 80;
            C() { }
            {{guard}}
            void M(IPAddress ip, EndPoint remote)
            {
                using var s = {{New}};
                if ({{test}})
                    return;
                {|PORT0002:s.Bind(new IPEndPoint(ip, 0))|};
                s.Connect(remote);
            }
        }
        """);

    [Theory]
    [InlineData("bool SupportsNoPort() { try { using var p = " + New + "; p.SetSocketOption(SocketOptionLevel.Socket, (SocketOptionName)24, true); return true; } catch (SocketException) { return false; } }", "SupportsNoPort()")]
    [InlineData("bool IsLinux { get { var id = Environment.OSVersion.Platform; return id == PlatformID.Unix; } }", "IsLinux")]
    [InlineData("bool IsLinux => _isLinux ??= File.Exists(\"/proc/version\"); bool? _isLinux;", "IsLinux")]
    [InlineData("bool _isLinux; C(int port) { _isLinux = OperatingSystem.IsLinux() && port > 0; }", "_isLinux")]
    [InlineData("bool _isLinux; C(bool isLinux) { _isLinux = isLinux; }", "_isLinux")]
    [InlineData("public bool IsLinux { get; set; }", "IsLinux")]
    [InlineData("public virtual bool IsLinux => false;", "IsLinux")]
    [InlineData("interface IHost { bool IsLinux { get; } } IHost _host = null;", "_host.IsLinux")]
    [InlineData("[DllImport(\"host\")] static extern bool IsLinux();", "IsLinux()")]
    [InlineData("bool IsLinux => HostIsLinux(); [DllImport(\"host\")] static extern bool HostIsLinux();", "IsLinux")]
    [InlineData("bool IsLinux { get { var known = Host(); return known; } } [DllImport(\"host\")] static extern bool Host();", "IsLinux")]
    public Task A_name_counts_where_the_code_is_out_of_sight_or_asks_the_system(string guard, string test) => RuleTest.Source(
        $$"""
        class C
        {
            C() { }
            {{guard}}
            void M(IPAddress ip, EndPoint remote)
            {
                using var s = {{New}};
                if ({{test}})
                    s.SetRawSocketOption(0, 24, BitConverter.GetBytes(1));
                s.Bind(new IPEndPoint(ip, 0));
                s.Connect(remote);
            }
            // PORT0007 and PORT0002 are both about the test, and both silent.
        }
        """);
}
