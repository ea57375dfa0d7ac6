using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace MustNotFire.RealShapes;

/// <summary>What all channels have in common; where they listen is put together from its parts.</summary>
abstract class Channel
{
    public IPAddress ListeningAddress { get; protected set; }

    public int Port { get; protected set; }

    public IPEndPoint ListeningEndPoint => new IPEndPoint(ListeningAddress, Port);
}

/// <summary>A channel that listens, and calls others from the port it is called at.</summary>
class StreamChannel : Channel
{
    readonly Socket listener;

    public StreamChannel(IPEndPoint local, bool listens)
    {
        listener = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); // silent: the dialer below shares it
        listener.Bind(local);
        Port = (listener.LocalEndPoint as IPEndPoint).Port;
        ListeningAddress = (listener.LocalEndPoint as IPEndPoint).Address;
        if (listens)
        {
            listener.Listen(100);
        }
    }

    internal async Task<SocketError> CallAsync(IPEndPoint remote)
    {
        var dialer = new Socket(ListeningAddress.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        dialer.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        dialer.Bind(ListeningEndPoint);
        var answer = new TaskCompletionSource<SocketError>();
        var call = new SocketAsyncEventArgs { RemoteEndPoint = remote };
        call.Completed += (_, completed) => answer.SetResult(completed.SocketError);
        if (!dialer.ConnectAsync(call)) // silent: the result is asked for
        {
            answer.SetResult(call.SocketError);
        }

        await Task.WhenAny(answer.Task, Task.Delay(5000));
        return answer.Task.Result == SocketError.Success ? SocketError.Success : answer.Task.Result;
    }
}
