using System.Net;
using System.Net.Sockets;

namespace PortReuse.Tests.Support;

/// <summary>The ways to bind a socket before it connects, by the name that a test shows.</summary>
internal static class Binding
{
    public const string None = "no Bind";
    public const string Plain = "Bind";
    public const string ReuseAddress = "ReuseAddress, Bind";
    public const string RawReuseAddress = "raw SO_REUSEADDR, Bind";
    public const string RawReusePort = "raw SO_REUSEPORT, Bind";
    public const string NoPort = "TrySetBindAddressNoPort, Bind";
    public const string ReuseAddressNoPort = "ReuseAddress, TrySetBindAddressNoPort, Bind";
    public const string NoPortReuseAddress = "TrySetBindAddressNoPort, ReuseAddress, Bind";
    public const string PlainThenNoPort = "Bind, IP_BIND_ADDRESS_NO_PORT";
    public const string BindForConnect = "BindForConnect";
    public const string ReuseAddressBindForConnect = "ReuseAddress, BindForConnect";
    public const string BindForConnectWildcard = "BindForConnect to the wildcard address";

    public static Action<Socket> Named(string name, IPAddress source)
    {
        var anyPort = new IPEndPoint(source, 0);
        return name switch
        {
            None => _ => { },
            Plain => socket => socket.Bind(anyPort),
            ReuseAddress => socket =>
            {
                SetReuseAddress(socket);
                socket.Bind(anyPort);
            },
            RawReuseAddress => socket =>
            {
                RawOption.Set(socket, RawOption.SocketLevel, RawOption.ReuseAddress);
                socket.Bind(anyPort);
            },
            RawReusePort => socket =>
            {
                RawOption.Set(socket, RawOption.SocketLevel, RawOption.ReusePort);
                socket.Bind(anyPort);
            },
            NoPort => socket =>
            {
                Assert.True(socket.TrySetBindAddressNoPort());
                socket.Bind(anyPort);
            },
            ReuseAddressNoPort => socket =>
            {
                SetReuseAddress(socket);
                Assert.True(socket.TrySetBindAddressNoPort());
                socket.Bind(anyPort);
            },
            NoPortReuseAddress => socket =>
            {
                Assert.True(socket.TrySetBindAddressNoPort());
                SetReuseAddress(socket);
                socket.Bind(anyPort);
            },
            PlainThenNoPort => socket =>
            {
                socket.Bind(anyPort);
                RawOption.Set(socket, RawOption.IpLevel, RawOption.BindAddressNoPort);
            },
            BindForConnect => socket => socket.BindForConnect(anyPort),
            ReuseAddressBindForConnect => socket =>
            {
                SetReuseAddress(socket);
                socket.BindForConnect(anyPort);
            },
            BindForConnectWildcard => socket => socket.BindForConnect(
                new IPEndPoint(socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such way to bind."),
        };
    }

    private static void SetReuseAddress(Socket socket) =>
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
}
