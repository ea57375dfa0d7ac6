using System.Net;
using System.Net.Sockets;

namespace MustFire.RealShapes;

/// <summary>A library's own fault is told where it is, and not to everybody who calls it.</summary>
class Session
{
    readonly string host;
    TcpClient client;

    public Session(string host)
    {
        this.host = host;
    }

    public int SourcePort { get; set; }

    public void Open()
    {
        client = SourcePort == 0 ? new TcpClient() : new TcpClient(new IPEndPoint(IPAddress.Any, SourcePort));
        client.Connect(host, 80); // PORT0004
    }
}

class SessionUser
{
    void Use(string host)
    {
        var session = new Session(host);
        session.Open(); // silent: what is wrong is wrong in the session
    }

    void UseWithPort(string host)
    {
        var session = new Session(host) { SourcePort = 4000 };
        session.Open(); // silent: what is wrong is wrong in the session
    }
}
