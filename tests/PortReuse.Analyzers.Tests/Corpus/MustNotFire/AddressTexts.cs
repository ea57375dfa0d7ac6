// A text that is an address is no host name: there is one address behind it, and the socket connects once.
using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace Corpus.MustNotFire.AddressTexts;

public sealed class Session
{
    private const string Gateway = "192.0.2.1";
    private static readonly string Relay = "2001:db8::1";
    private readonly string _serverIp;

    public Session(string server)
    {
        if (!IPAddress.TryParse(server, out var address))
            address = Dns.GetHostEntry(server).AddressList[0];
        _serverIp = address.ToString();
    }

    public static void Of_an_endpoint(IPEndPoint local, IPEndPoint remote)
    {
        var client = new TcpClient(local);
        client.Connect(remote.Address.ToString(), remote.Port); // silent: the text of an address
    }

    public static async Task In_a_variable(IPEndPoint local, IPEndPoint remote)
    {
        var host = remote.Address.ToString();
        var client = new TcpClient(local);
        await client.ConnectAsync(host, remote.Port).ConfigureAwait(false); // silent: the text of an address, in a variable
    }

    public async Task In_a_field(IPEndPoint local)
    {
        var client = new TcpClient(local);
        await client.ConnectAsync(_serverIp, 80); // silent: the constructor has looked it up
    }

    public static void In_a_constant(IPEndPoint local)
    {
        var client = new TcpClient(local);
        client.Connect(Gateway, 80); // silent: a constant
        var other = new TcpClient(local);
        other.Connect(Relay, 80); // silent: a read-only field
    }

    public static void Tested(IPEndPoint local, string host)
    {
        if (!IPAddress.TryParse(host, out _))
            throw new ArgumentException("not an address", nameof(host));
        var client = new TcpClient(local);
        client.Connect(host, 80); // silent: it parses
    }
}
