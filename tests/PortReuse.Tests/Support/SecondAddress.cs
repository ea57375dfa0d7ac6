using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>The ways of .NET to connect one object to a second address after the first one refused, by the name a test shows.</summary>
internal static class SecondAddress
{
    public static readonly string[] Ways =
    [
        "Connect(IPAddress[])", "ConnectAsync(IPAddress[])", "BeginConnect(IPAddress[])",
        "Connect again", "ConnectAsync again", "ConnectAsync(SocketAsyncEventArgs) again",
        "TcpClient.Connect(IPAddress[])", "TcpClient.ConnectAsync(IPAddress[])", "TcpClient.Connect again",
    ];

    /// <summary>Whether .NET goes from address to address by itself.</summary>
    public static bool IsOneCall(string way) => !way.EndsWith(" again", StringComparison.Ordinal);

    public static async Task By(string way, TcpClient client, RefusingThenListening target)
    {
        Socket socket = client.Client;
        var first = new IPEndPoint(target.Addresses[0], target.Port);
        var second = new IPEndPoint(target.Addresses[1], target.Port);
        switch (way)
        {
            case "Connect(IPAddress[])":
                socket.Connect(target.Addresses, target.Port);
                break;
            case "ConnectAsync(IPAddress[])":
                await socket.ConnectAsync(target.Addresses, target.Port);
                break;
            case "BeginConnect(IPAddress[])":
                await Task.Factory.FromAsync(socket.BeginConnect(target.Addresses, target.Port, null, null), socket.EndConnect);
                break;
            case "TcpClient.Connect(IPAddress[])":
                client.Connect(target.Addresses, target.Port);
                break;
            case "TcpClient.ConnectAsync(IPAddress[])":
                await client.ConnectAsync(target.Addresses, target.Port);
                break;
            case "TcpClient.Connect again":
                Assert.Equal(SocketError.ConnectionRefused, Dial.Error(() => client.Connect(first)));
                client.Connect(second);
                break;
            default:
                var how = way[..^" again".Length];
                Assert.Equal(SocketError.ConnectionRefused, await Dial.By(how, socket, first));
                Assert.Equal(SocketError.Success, await Dial.By(how, socket, second));
                break;
        }
    }
}
