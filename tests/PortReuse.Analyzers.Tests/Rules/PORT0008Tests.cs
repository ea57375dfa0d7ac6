namespace PortReuse.Analyzers.Tests.Rules;

public class PORT0008Tests
{
    private const string Option = "SetRawSocketOption(0, 24, BitConverter.GetBytes(1))";

    [Theory]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); {|PORT0008:s.OPTION|};")]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); if (OperatingSystem.IsLinux()) {|PORT0008:s.OPTION|}; s.Bind(remote);")]
    [InlineData("var u = new UdpClient(); {|PORT0008:u.Client.OPTION|};")]
    [InlineData("Socket s = new(AddressFamily.InterNetwork, (SocketType)port, ProtocolType.Udp); {|PORT0008:s.OPTION|};")]
    [InlineData("Socket s = new(AddressFamily.InterNetwork, (SocketType)port, (ProtocolType)port); {|PORT0008:s.OPTION|}; s.SendTo(new byte[1], remote);")]
    public Task Flags_UDP(string statements) => RuleTest.Statements(statements.Replace("OPTION", Option));

    [Theory]
    [InlineData("var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.OPTION;")]
    [InlineData("Socket s = new(AddressFamily.InterNetwork, (SocketType)port, (ProtocolType)port); s.OPTION;")]
    [InlineData("var u = new UdpClient(); u.Client.SetRawSocketOption(0, 24, BitConverter.GetBytes(0));")]
    [InlineData("var u = new UdpClient(); u.Client.SetRawSocketOption(1, 15, BitConverter.GetBytes(1));")]
    public Task Is_silent_on_look_alikes(string statements) => RuleTest.Statements(statements.Replace("OPTION", Option));
}
