// A socket is bound in one type, passed on by others that do nothing with it, and connected in the last.
#nullable enable
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using Passer = Corpus.MustFire.HelperTypesInARow.SecondShop;

namespace Corpus.MustFire.HelperTypesInARow;

public static class Workshop
{
    public static Socket Open(IPAddress source)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0)); // PORT0002
        return socket;
    }
}

public static class FirstShop
{
    public static Socket Sell(IPAddress source) => Workshop.Open(source);
}

public static class SecondShop
{
    public static Socket Resell(IPAddress source) => FirstShop.Sell(source);
}

public sealed class ThirdShop(IPAddress source)
{
    public Socket Stock => Passer.Resell(source);
}

public sealed class Customer(ThirdShop shop)
{
    public async Task<Socket> Dial(IPEndPoint target)
    {
        var socket = shop.Stock;
        await socket.ConnectAsync(target);
        return socket;
    }
}
